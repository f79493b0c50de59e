/**
 * The list of problems beside an article: loads it again after each save and when the editor
 * returns to the tab, and links each problem to its place in the form.
 */
(() => {
  class ProblemsController extends window.StimulusModule.Controller {
    static targets = ["list", "notice"];
    static values = { url: String, failed: String, gone: String };

    connect() {
      // Outside the panel: screen readers ignore it while it is closed.
      this.status = document.createElement("div");
      this.status.setAttribute("role", "status");
      this.status.className = "w-sr-only";
      document.body.append(this.status);
      this.announced = this.list.dataset.summary;
      this.count();
    }

    disconnect() {
      this.status.remove();
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
          // Wagtail answers with an error instead of a redirect to the login page.
          headers: { "X-Requested-With": "XMLHttpRequest" },
          cache: "no-store",
          signal: request.signal,
        });
        if (!response.ok) throw new Error(`Status ${response.status}`);
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
      this.announce(fresh.dataset.summary);
    }

    /** Replace the list, and keep the focus on the same problem. */
    replace(fresh) {
      const { activeElement } = document;
      const focused = this.listTarget.contains(activeElement) && activeElement.getAttribute("href");
      this.listTarget.replaceChildren(fresh);
      if (focused) (fresh.querySelector(`[href="${CSS.escape(focused)}"]`) ?? fresh).focus();
    }

    fail() {
      this.notice(this.failedValue);
      this.counter.textContent = "?";
      this.counter.hidden = false;
      this.announce(this.failedValue);
    }

    notice(text) {
      this.noticeTarget.textContent = text;
      this.noticeTarget.hidden = !text;
    }

    announce(text) {
      if (text !== this.announced) this.status.textContent = text;
      this.announced = text;
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
      else this.status.textContent = this.goneValue;
    }
  }

  window.wagtail.app.register("article-problems", ProblemsController);
})();
