/**
 * The list of problems beside a page or call to action: loads it again after each save and when the
 * editor returns to the tab, links each problem to its place in the form, and sends waivers.
 */
(() => {
  /** Return the selector of elements with the same value of an attribute. */
  const selectorOf = (attribute, element) =>
    `[${attribute}="${CSS.escape(element.getAttribute(attribute) ?? "")}"]`;

  class ProblemsController extends window.StimulusModule.Controller {
    static targets = ["list", "notice"];
    static values = { url: String, failed: String, gone: String, unsent: String };

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
      this.unfold(fresh);
      if (!fresh.isEqualNode(this.list)) this.replace(fresh);
      this.notice("");
      this.count();
      this.announce(fresh.dataset.summary);
    }

    /** Unfold in a new list what is unfolded in the list that is shown. */
    unfold(fresh) {
      for (const details of this.list.querySelectorAll("details[open]")) {
        fresh.querySelector(selectorOf("data-unfolded", details))?.setAttribute("open", "");
      }
    }

    /** Replace the list. Keep what was typed, and the focus on the same problem or field. */
    replace(fresh) {
      const { activeElement } = document;
      const hadFocus = this.listTarget.contains(activeElement);
      let focused = hadFocus && fresh.querySelector(selectorOf("href", activeElement));
      for (const form of this.list.querySelectorAll("form[data-kept]")) {
        const same = fresh.querySelector(selectorOf("data-kept", form));
        for (const { name, value } of same ? form.querySelectorAll("select, textarea") : []) {
          same.elements[name].value = value;
          if (activeElement === form.elements[name]) focused = same.elements[name];
        }
      }
      this.listTarget.replaceChildren(fresh);
      if (hadFocus) (focused || fresh).focus();
    }

    /** Send a form of the list. Show the new list, or the errors beside the fields. */
    async send(event) {
      event.preventDefault();
      const form = event.currentTarget;
      if (form.getAttribute("aria-busy")) return;
      form.setAttribute("aria-busy", "true");
      // A list that was asked for before would hide what is done now.
      this.request?.abort();
      try {
        const { CSRF_HEADER_NAME, CSRF_TOKEN } = window.wagtailConfig;
        const response = await fetch(form.action, {
          method: "POST",
          headers: { [CSRF_HEADER_NAME]: CSRF_TOKEN, "X-Requested-With": "XMLHttpRequest" },
          body: new FormData(form),
        });
        if (!response.ok) throw new Error(`Status ${response.status}`);
        const { list, errors } = await response.json();
        if (errors) this.showErrors(form, errors);
        else this.show(list);
      } catch (error) {
        this.showErrors(form, { __all__: [this.unsentValue] });
      } finally {
        form.removeAttribute("aria-busy");
      }
    }

    showErrors(form, errors) {
      for (const place of form.querySelectorAll("[data-error]")) {
        const messages = errors[place.dataset.error] ?? [];
        place.textContent = messages.join(" ");
        place.hidden = !messages.length;
        form.elements[place.dataset.error]?.setAttribute("aria-invalid", String(!place.hidden));
      }
      form.querySelector("[aria-invalid=true]")?.focus();
      this.status.textContent = Object.values(errors).flat().join(" ");
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
