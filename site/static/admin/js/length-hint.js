/**
 * Says under a field how long its text is, and how long it may well be. It stops nobody: what is
 * longer is only likely to be cut off where it is shown.
 */
(() => {
  const PAUSE = 1000;

  class LengthHintController extends window.StimulusModule.Controller {
    static values = { about: Number, told: String, long: String };

    connect() {
      this.field = this.element.querySelector('input:not([type="hidden"]), textarea');
      if (!this.field) return;
      this.shown = document.createElement("p");
      this.shown.className = "help length-hint";
      this.shown.id = `${this.field.id}-length`;
      this.field.after(this.shown);
      this.describe();
      // Not the visible text, which changes with every letter.
      this.voice = document.createElement("p");
      this.voice.setAttribute("role", "status");
      this.voice.className = "w-sr-only";
      this.shown.after(this.voice);
      this.wasLong = this.isLong;
      this.update();
    }

    disconnect() {
      clearTimeout(this.pause);
      this.shown?.remove();
      this.voice?.remove();
    }

    /** So that the length is read with the field, besides what described it before. */
    describe() {
      const described = (this.field.getAttribute("aria-describedby") ?? "").split(" ");
      const ids = new Set([...described.filter(Boolean), this.shown.id]);
      this.field.setAttribute("aria-describedby", [...ids].join(" "));
    }

    get length() {
      return [...this.field.value.trim()].length;
    }

    get isLong() {
      return this.length > this.aboutValue;
    }

    get words() {
      const words = this.isLong ? this.longValue : this.toldValue;
      return words.replace("{count}", this.length).replace("{about}", this.aboutValue);
    }

    update() {
      if (!this.shown) return;
      this.shown.textContent = this.words;
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.say(), PAUSE);
    }

    /** Speaks only of a text that has become too long, or short enough again. */
    say() {
      if (this.isLong !== this.wasLong) this.voice.textContent = this.words;
      this.wasLong = this.isLong;
    }
  }

  window.wagtail.app.register("length-hint", LengthHintController);
})();
