// The microphone: asked for when somebody wants to speak, let go of as soon as they stop. For the chat and the staff pages.

const TICK = 200;

// How long it is by now, as "1:05".
export function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

export class Recorder {
  // `on` has began(), tick(seconds, loudness), ended(sound, wasLongest) and failed(isRefused). `longest`: the seconds after which
  // it stops by itself; `audio`: what is asked of the microphone.
  constructor(on, { longest, bitsASecond, audio = true }) {
    this.on = on;
    this.longest = longest;
    this.bitsASecond = bitsASecond;
    this.audio = audio;
    this.media = null;
    this.isAsking = false;
  }

  async start() {
    if (this.isAsking || this.media !== null) {
      return;
    }
    if (!navigator.mediaDevices || !window.MediaRecorder) {
      this.on.failed(false);
      return;
    }
    this.isAsking = true;
    try {
      this.begin(await navigator.mediaDevices.getUserMedia({ audio: this.audio }));
    } catch (error) {
      this.letGo();
      this.on.failed(error.name === "NotAllowedError");
    } finally {
      this.isAsking = false;
    }
  }

  begin(stream) {
    this.stream = stream;
    this.parts = [];
    this.wasLongest = false;
    this.media = new MediaRecorder(stream, { audioBitsPerSecond: this.bitsASecond });
    this.media.addEventListener("dataavailable", (event) => this.parts.push(event.data));
    this.media.addEventListener("stop", () => this.finish());
    // The microphone was taken away, as by a call that came in: what was said until then is there.
    stream.getAudioTracks()[0].addEventListener("ended", () => this.stop());
    this.media.start(1000);
    this.meter = new Meter(stream);
    this.began = performance.now();
    this.timer = setInterval(() => this.tick(), TICK);
    this.on.began();
    // Whoever went away while the microphone was asked for.
    if (document.visibilityState === "hidden") {
      this.stop();
    }
  }

  tick() {
    const seconds = (performance.now() - this.began) / 1000;
    this.on.tick(seconds, this.meter.loudness());
    if (seconds >= this.longest) {
      this.wasLongest = true;
      this.stop();
    }
  }

  stop() {
    if (this.media?.state === "recording") {
      this.media.stop();
    }
  }

  finish() {
    const sound = new Blob(this.parts, { type: this.media.mimeType });
    this.letGo();
    this.on.ended(sound, this.wasLongest);
  }

  letGo() {
    clearInterval(this.timer);
    this.meter?.close();
    this.stream?.getTracks().forEach((track) => track.stop());
    this.media = this.stream = this.meter = null;
    this.parts = [];
  }
}

// How loud it is just now, from 0 to 1, so that a person sees that they are heard.
class Meter {
  constructor(stream) {
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.context.createMediaStreamSource(stream).connect(this.analyser);
    this.samples = new Float32Array(this.analyser.fftSize);
  }

  loudness() {
    this.analyser.getFloatTimeDomainData(this.samples);
    const power = this.samples.reduce((sum, one) => sum + one * one, 0) / this.samples.length;
    return Math.min(1, Math.sqrt(power) * 5);
  }

  close() {
    this.context.close();
  }
}
