/**
 * Shows below a field the length of its text and the recommended length. A longer text can be
 * saved, but is likely to be cut off where it is shown.
 */
(() => {
  const ANNOUNCE_DELAY = 1000;

  class LengthHintController extends window.StimulusModule.Controller {
    static values = { about: Number, text: String, long: String };

    connect() {
      this.field = this.element.querySelector('input:not([type="hidden"]), textarea');
      if (!this.field) return;
      this.hint = document.createElement("p");
      this.hint.className = "help length-hint";
      this.hint.id = `${this.field.id}-length`;
      this.field.after(this.hint);
      this.describe();
      // Apart from the visible text, which changes with every letter.
      this.status = document.createElement("p");
      this.status.setAttribute("role", "status");
      this.status.className = "w-sr-only";
      this.hint.after(this.status);
      this.wasLong = this.isLong;
      this.update();
    }

    disconnect() {
      clearTimeout(this.timer);
      this.hint?.remove();
      this.status?.remove();
    }

    /** Let screen readers read the length with the field, after its other descriptions. */
    describe() {
      const described = (this.field.getAttribute("aria-describedby") ?? "").split(" ");
      const ids = new Set([...described.filter(Boolean), this.hint.id]);
      this.field.setAttribute("aria-describedby", [...ids].join(" "));
    }

    get length() {
      return [...this.field.value.trim()].length;
    }

    get isLong() {
      return this.length > this.aboutValue;
    }

    get words() {
      const words = this.isLong ? this.longValue : this.textValue;
      return words.replace("{count}", this.length).replace("{about}", this.aboutValue);
    }

    update() {
      if (!this.hint) return;
      this.hint.textContent = this.words;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.announce(), ANNOUNCE_DELAY);
    }

    /** Announce only that the text became too long, or short enough again. */
    announce() {
      if (this.isLong !== this.wasLong) this.status.textContent = this.words;
      this.wasLong = this.isLong;
    }
  }

  window.wagtail.app.register("length-hint", LengthHintController);
})();
