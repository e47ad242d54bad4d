// Recording a phrase in the browser: start, stop, listen, again, keep. Without it, a sound file can be chosen.

const BITS_A_SECOND = 128_000; // kept for years and heard each day, so it is not made smaller than it need be

class PhraseRecorder {
  constructor(form, { clock, Recorder }) {
    this.field = form.elements.sound;
    this.clock = clock;
    const how = { longest: Number(form.dataset.longest), bitsASecond: BITS_A_SECOND };
    this.recorder = new Recorder(this, { ...how, audio: { channelCount: 1, echoCancellation: false } });
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
    this.stopPart.addEventListener("click", () => this.recorder.stop());
    this.listenPart.addEventListener("click", () => {
      this.heard.currentTime = 0;
      this.heard.play();
    });
    // A page that nobody sees must not listen.
    document.addEventListener("visibilitychange", () => document.hidden && this.recorder.stop());
    this.show("ready");
  }

  // One of "ready", "recording" and "done".
  show(state) {
    this.startPart.hidden = state !== "ready";
    this.stopPart.hidden = this.nowPart.hidden = state !== "recording";
    this.listenPart.hidden = this.againPart.hidden = this.keepPart.hidden = state !== "done";
  }

  say(text) {
    this.newsPart.textContent = text;
  }

  start() {
    this.heard.pause();
    this.field.value = "";
    this.show("ready");
    this.say("");
    this.recorder.start();
  }

  began() {
    this.show("recording");
    this.stopPart.focus();
    this.say("Recording. Read the words now, then press Stop.");
  }

  tick(seconds, loudness) {
    this.levelPart.style.setProperty("--level", loudness.toFixed(2));
    this.timePart.textContent = this.clock(seconds);
  }

  ended(sound) {
    const files = new DataTransfer();
    files.items.add(new File([sound], "sound", { type: sound.type }));
    this.field.files = files.files;
    URL.revokeObjectURL(this.heard.src);
    this.heard.src = URL.createObjectURL(sound);
    this.show("done");
    this.listenPart.focus();
    this.say("It is recorded, and not kept yet. Listen to it. Then keep it, or record it again.");
  }

  failed(isRefused) {
    this.show("ready");
    this.say(
      isRefused
        ? "The browser may not use the microphone. Allow it for this page, then press Start."
        : "There is no microphone that works. Plug one in, then press Start.",
    );
  }
}

// Where a browser cannot record, the field for a file stays.
if (navigator.mediaDevices && window.MediaRecorder) {
  for (const form of document.querySelectorAll("[data-recorder]")) {
    new PhraseRecorder(form, await import(form.dataset.recorder));
  }
}
