// Recording a phrase in the browser: start, stop, listen, again, keep. Without it, a sound file can be chosen.

const BITS_A_SECOND = 128_000; // kept for years and heard each day, so it is not made smaller than it need be
const TICK = 100;

class PhraseRecorder {
  constructor(form) {
    this.form = form;
    this.field = form.elements.sound;
    this.longest = Number(form.dataset.longest);
    this.heard = new Audio();
    for (const name of ["start", "stop", "listen", "again", "keep", "now", "level", "time", "news"]) {
      this[`${name}Part`] = form.querySelector(`[data-${name}]`);
    }
    form.querySelector("[data-by-script]").hidden = false;
    const byFile = form.querySelector("[data-by-file]");
    byFile.classList.add("app-by-script");
    // A link to what is wrong leads to what can be pressed.
    [this.field.id, this.startPart.id] = ["sound_file", this.field.id];
    byFile.querySelector("label").htmlFor = this.field.id;
    this.startPart.addEventListener("click", () => this.start());
    this.againPart.addEventListener("click", () => this.start());
    this.stopPart.addEventListener("click", () => this.stop());
    this.listenPart.addEventListener("click", () => {
      this.heard.currentTime = 0;
      this.heard.play();
    });
    // A page that nobody sees must not listen.
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
    this.show("ready");
  }

  // One of "ready", "asking", "recording" and "done".
  show(state) {
    this.state = state;
    this.startPart.hidden = state !== "ready";
    this.stopPart.hidden = this.nowPart.hidden = state !== "recording";
    this.listenPart.hidden = this.againPart.hidden = this.keepPart.hidden = state !== "done";
  }

  say(text) {
    this.newsPart.textContent = text;
  }

  async start() {
    if (this.state === "asking" || this.state === "recording") return;
    this.heard.pause();
    this.field.value = "";
    this.show("asking");
    this.say("");
    try {
      this.record(await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: false } }));
    } catch (error) {
      this.letGo();
      this.show("ready");
      this.say(
        error.name === "NotAllowedError"
          ? "The browser may not use the microphone. Allow it for this page, then press Start."
          : "There is no microphone that works. Plug one in, then press Start.",
      );
    }
  }

  record(stream) {
    this.stream = stream;
    const parts = [];
    this.media = new MediaRecorder(stream, { audioBitsPerSecond: BITS_A_SECOND });
    this.media.addEventListener("dataavailable", (event) => parts.push(event.data));
    this.media.addEventListener("stop", () => this.finish(new Blob(parts, { type: this.media.mimeType })));
    stream.getAudioTracks()[0].addEventListener("ended", () => this.stop());
    this.media.start();
    this.context = new AudioContext();
    this.meter = this.context.createAnalyser();
    this.context.createMediaStreamSource(stream).connect(this.meter);
    this.began = performance.now();
    this.timer = setInterval(() => this.tick(), TICK);
    this.show("recording");
    this.stopPart.focus();
    this.say("Recording. Read the words now, then press Stop.");
    if (document.hidden) this.stop(); // whoever went away while the microphone was asked for
  }

  tick() {
    const seconds = (performance.now() - this.began) / 1000;
    const samples = new Float32Array(this.meter.fftSize);
    this.meter.getFloatTimeDomainData(samples);
    const loudness = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
    this.levelPart.style.setProperty("--level", Math.min(1, loudness * 5).toFixed(2));
    this.timePart.textContent = `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
    if (seconds >= this.longest) this.stop();
  }

  stop() {
    if (this.media?.state === "recording") this.media.stop();
  }

  finish(sound) {
    this.letGo();
    const files = new DataTransfer();
    files.items.add(new File([sound], "sound", { type: sound.type }));
    this.field.files = files.files;
    URL.revokeObjectURL(this.heard.src);
    this.heard.src = URL.createObjectURL(sound);
    this.show("done");
    this.listenPart.focus();
    this.say("It is recorded, and not kept yet. Listen to it. Then keep it, or record it again.");
  }

  letGo() {
    clearInterval(this.timer);
    this.context?.close();
    this.stream?.getTracks().forEach((track) => track.stop());
    this.context = this.stream = null;
  }
}

// Where a browser cannot record, the field for a file stays.
if (navigator.mediaDevices && window.MediaRecorder) {
  for (const form of document.querySelectorAll("[data-recorder]")) new PhraseRecorder(form);
}
