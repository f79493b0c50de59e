/**
 * First steps: the site beside the form, and what a country offers.
 *
 * Both work without this script: a link opens the site, and a button shows the offers.
 */
(() => {
  const DESKTOP = 1280; // pixels, as the next
  const PHONE = 390;
  const TYPING_PAUSE = 500; // milliseconds

  /** Return the page without scripts and the bar for editors, which belong to a window of its own. */
  function withoutScripts(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const element of page.querySelectorAll("script, wagtail-userbar")) element.remove();
    return `<!doctype html>${page.documentElement.outerHTML}`;
  }

  /** Shows the site at the width of a screen, with what is typed in the form if the step has that. */
  class PreviewController extends window.StimulusModule.Controller {
    static targets = ["frame", "page", "sizes", "note"];
    static values = { url: String, live: Boolean, liveNote: String };

    connect() {
      this.width = DESKTOP;
      this.frameTarget.hidden = false;
      this.sizesTarget.hidden = false;
      if (this.liveValue) this.noteTarget.textContent = this.liveNoteValue;
      this.form = document.querySelector(".step-form");
      this.scale = this.scale.bind(this);
      this.onInput = this.onInput.bind(this);
      this.observer = new ResizeObserver(this.scale);
      this.observer.observe(this.frameTarget);
      this.pageTarget.addEventListener("load", this.restorePosition.bind(this));
      this.form?.addEventListener("input", this.onInput);
      document.addEventListener("country-offer:shown", this.onInput);
      this.load();
    }

    disconnect() {
      this.observer.disconnect();
      this.form?.removeEventListener("input", this.onInput);
      document.removeEventListener("country-offer:shown", this.onInput);
      clearTimeout(this.timer);
    }

    phone(event) {
      this.resize(PHONE, event.currentTarget);
    }

    desktop(event) {
      this.resize(DESKTOP, event.currentTarget);
    }

    resize(width, pressed) {
      this.width = width;
      for (const button of this.sizesTarget.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button === pressed));
      }
      this.scale();
    }

    /** A narrow column shows a desktop smaller; a phone is never enlarged. */
    scale() {
      const { clientWidth, clientHeight } = this.frameTarget;
      const scale = Math.min(clientWidth / this.width, 1);
      const page = this.pageTarget;
      page.style.width = `${this.width}px`;
      page.style.height = `${clientHeight / scale}px`;
      page.style.transform = `scale(${scale})`;
      page.style.insetInlineStart = `${(clientWidth - this.width * scale) / 2}px`;
    }

    onInput() {
      if (!this.liveValue) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.load(), TYPING_PAUSE);
    }

    async load() {
      const isTyped = this.liveValue && this.form;
      const options = isTyped ? { method: "POST", body: new FormData(this.form) } : {};
      this.request?.abort();
      this.request = new AbortController();
      try {
        const response = await fetch(this.urlValue, { ...options, signal: this.request.signal });
        // An old preview is better than an error page; the form says what is wrong.
        if (!response.ok || response.redirected) return;
        this.position = this.pageTarget.contentWindow?.scrollY ?? 0;
        this.pageTarget.srcdoc = withoutScripts(await response.text());
      } catch (error) {
        if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
      }
    }

    /** Stay at the same place, and do not leave the page by its links. */
    restorePosition() {
      const { contentWindow, contentDocument } = this.pageTarget;
      contentWindow.scrollTo(0, this.position ?? 0);
      contentDocument.addEventListener("click", (event) => {
        if (event.target.closest("a[href]:not([href^='#'])")) event.preventDefault();
      });
      contentDocument.addEventListener("submit", (event) => event.preventDefault());
    }
  }

  /** Shows the regulators and the emergency note of the chosen country at once. */
  class CountryOfferController extends window.StimulusModule.Controller {
    static targets = ["button", "offer"];
    static values = { select: String };

    connect() {
      this.select = document.querySelector(this.selectValue);
      this.show = this.show.bind(this);
      this.select?.addEventListener("change", this.show);
      this.buttonTarget.parentElement.hidden = true;
    }

    disconnect() {
      this.select?.removeEventListener("change", this.show);
    }

    async show() {
      const { form } = this.select;
      const body = new FormData(form);
      body.set("suggest", "1");
      try {
        const response = await fetch(form.action, { method: "POST", body });
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const offer = page.querySelector('[data-country-offer-target="offer"]');
        if (offer) this.offerTarget.replaceChildren(...offer.childNodes);
        this.dispatch("shown");
      } catch {
        // Offline: the button asks again, and saying so is the form's business.
        this.buttonTarget.parentElement.hidden = false;
      }
    }
  }

  window.wagtail.app.register("first-steps-preview", PreviewController);
  window.wagtail.app.register("country-offer", CountryOfferController);
})();
