/**
 * The list of problems beside an article: asks for it anew after every save and whenever the
 * editor comes back to the tab, and leads from each problem to its place in the form.
 */
(() => {
  class ProblemsController extends window.StimulusModule.Controller {
    static targets = ["list", "notice"];
    static values = { url: String, failed: String, gone: String };

    connect() {
      // Outside the panel, which is silent while it is closed.
      this.voice = document.createElement("div");
      this.voice.setAttribute("role", "status");
      this.voice.className = "w-sr-only";
      document.body.append(this.voice);
      this.said = this.list.dataset.summary;
      this.count();
    }

    disconnect() {
      this.voice.remove();
      this.request?.abort();
    }

    refreshOnReturn() {
      if (document.visibilityState === "visible") this.refresh();
    }

    async refresh() {
      if (!this.urlValue) return;
      this.request?.abort();
      const request = new AbortController();
      this.request = request;
      try {
        const response = await fetch(this.urlValue, {
          // Wagtail answers such a request with an error, where others are sent to the login page.
          headers: { "X-Requested-With": "XMLHttpRequest" },
          cache: "no-store",
          signal: request.signal,
        });
        if (!response.ok) throw new Error(`Answer ${response.status}`);
        this.show(await response.text());
      } catch (error) {
        if (!request.signal.aborted) this.fail();
      }
    }

    get list() {
      return this.listTarget.firstElementChild;
    }

    show(html) {
      const fresh = document.createRange().createContextualFragment(html).firstElementChild;
      if (!fresh.isEqualNode(this.list)) this.replace(fresh);
      this.notice("");
      this.count();
      this.say(fresh.dataset.summary);
    }

    /** Puts a new list in the place of the old one; the focus stays on the same problem. */
    replace(fresh) {
      const { activeElement } = document;
      const had = this.listTarget.contains(activeElement) && activeElement.getAttribute("href");
      this.listTarget.replaceChildren(fresh);
      if (had) (fresh.querySelector(`[href="${CSS.escape(had)}"]`) ?? fresh).focus();
    }

    fail() {
      this.notice(this.failedValue);
      this.counter.textContent = "?";
      this.counter.hidden = false;
      this.say(this.failedValue);
    }

    notice(text) {
      this.noticeTarget.textContent = text;
      this.noticeTarget.hidden = !text;
    }

    say(text) {
      if (text !== this.said) this.voice.textContent = text;
      this.said = text;
    }

    get counter() {
      return document.querySelector(
        '[data-side-panel-toggle="problems"] [data-side-panel-toggle-counter]',
      );
    }

    count() {
      const { count, errors } = this.list.dataset;
      this.counter.textContent = count;
      this.counter.hidden = count === "0";
      this.counter.classList.toggle("w-bg-critical-200", errors !== "0");
      this.counter.classList.toggle("w-bg-surface-button-default", errors === "0");
    }

    open(event) {
      event.preventDefault();
      const place = window.places.find(String(event.params.path).split(" "));
      this.notice(place ? "" : this.goneValue);
      if (place) window.places.reveal(place);
      else this.voice.textContent = this.goneValue;
    }
  }

  window.wagtail.app.register("article-problems", ProblemsController);
})();
