/**
 * Keeps what is typed when it cannot be saved: the server or its database is away, the editor is
 * offline, or the session has ended.
 *
 * A click on "Save" or "Publish" leaves the page only after the server has said that it can save.
 * Otherwise a notice says what is wrong, the connection is checked every few seconds, and autosave
 * goes on once it is back. After a session has ended, a dialog shows the login page. What is typed
 * while an autosave is on its way is saved by the next one.
 */
(() => {
  const SUBMIT_BUTTONS = '[data-edit-form] button[type="submit"], button[type="submit"][form]';
  const CHECK_TIMEOUT = 8000; // milliseconds, as all below
  const CHECK_INTERVAL = 5000;
  const MAX_AUTOSAVE_DELAY = 60000;

  class ConnectionController extends window.StimulusModule.Controller {
    static targets = ["notice", "text", "loginButton", "closeButton", "dialog", "frame"];
    static values = { url: String, login: String, done: String, texts: Object };

    connect() {
      this.form = document.querySelector("[data-edit-form]");
      if (!this.form) return;
      this.state = "ok";
      this.user = null;
      this.autosaveDelay = CHECK_INTERVAL;
      this.allowed = null;
      this.beforeSubmit = this.beforeSubmit.bind(this);
      // Before Wagtail's own listeners on the buttons.
      document.addEventListener("click", this.beforeSubmit, true);
      this.check();
    }

    disconnect() {
      document.removeEventListener("click", this.beforeSubmit, true);
      clearTimeout(this.timer);
      clearTimeout(this.autosaveTimer);
    }

    // -- Saving ---------------------------------------------------------------------------------

    async beforeSubmit(event) {
      const button = event.target.closest?.(SUBMIT_BUTTONS);
      if (!button || button.form !== this.form) return;
      if (button === this.allowed) {
        this.allowed = null;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (this.isChecking) return;
      this.isChecking = true;
      button.setAttribute("aria-busy", "true");
      const state = await this.check();
      button.removeAttribute("aria-busy");
      this.isChecking = false;
      if (state === "ok") {
        this.clearNetworkWarning();
        this.allowed = button;
        button.click();
      } else if (state === "loggedOut") {
        this.showLogin();
      }
    }

    /** Wagtail warns of a network error for seconds after the connection is back. */
    clearNetworkWarning() {
      const session = document.querySelector('[data-controller~="w-session"]');
      if (session?.getAttribute("data-w-session-intercept-value") === "network") {
        session.setAttribute("data-w-session-intercept-value", "");
      }
    }

    // -- Checking -------------------------------------------------------------------------------

    /** Ask the server, show the result, and check again later unless all is well. */
    async check() {
      clearTimeout(this.timer);
      const state = await this.ask();
      if (state !== "ok") this.timer = setTimeout(() => this.check(), CHECK_INTERVAL);
      const wasAway = this.state !== "ok";
      this.show(state);
      if (state === "ok" && wasAway) this.resume();
      return state;
    }

    async ask() {
      if (!navigator.onLine) return "offline";
      try {
        const response = await fetch(this.urlValue, {
          // Wagtail answers with an error instead of a redirect to the login page.
          headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
          cache: "no-store",
          redirect: "manual",
          signal: AbortSignal.timeout(CHECK_TIMEOUT),
        });
        if (response.ok) return this.accept(await response.json());
        const isLoggedOut = [401, 403].includes(response.status);
        return isLoggedOut || response.type === "opaqueredirect" ? "loggedOut" : "unavailable";
      } catch {
        return "unreachable";
      }
    }

    accept({ user, name, csrf }) {
      this.user ??= user;
      this.userName ??= name;
      this.isOtherUser = user !== this.user;
      for (const field of document.querySelectorAll('[name="csrfmiddlewaretoken"]')) {
        field.value = csrf;
      }
      return "ok";
    }

    recheck() {
      if (this.state && this.state !== "ok" && document.visibilityState === "visible") this.check();
    }

    wentOffline() {
      if (this.form) this.check();
    }

    // -- Autosave -------------------------------------------------------------------------------

    get autosave() {
      return this.controllerOf("w-autosave");
    }

    controllerOf(identifier) {
      const { app } = window.wagtail;
      return app.getControllerForElementAndIdentifier(this.form, identifier);
    }

    /** Remember what the form has when it is sent. */
    autosaving() {
      this.sent = new URLSearchParams(this.controllerOf("w-unsaved")?.formData);
    }

    /** Wagtail takes all that the form has now for saved, also what was typed after it was sent. */
    findUnsaved({ field_updates: updates = {} }) {
      const unsaved = this.controllerOf("w-unsaved");
      if (!unsaved || !this.sent) return;
      for (const [name, value] of Object.entries(updates)) {
        if (this.sent.has(name)) this.sent.set(name, value);
      }
      unsaved.initialFormData = String(this.sent);
      unsaved.hasChanges();
      if (unsaved.hasEditsValue) unsaved.notify();
    }

    async autosaveFailed({ detail }) {
      if (!["network_error", "server_error"].includes(detail.type)) return;
      this.isUnsaved = true;
      if ((await this.check()) !== "ok") return;
      this.show("refused");
      this.state = "ok";
      this.autosaveTimer = setTimeout(() => this.resume(), this.autosaveDelay);
      this.autosaveDelay = Math.min(2 * this.autosaveDelay, MAX_AUTOSAVE_DELAY);
    }

    autosaved({ detail }) {
      this.findUnsaved(detail.response);
      if (!this.isUnsaved) return;
      this.isUnsaved = false;
      this.autosaveDelay = CHECK_INTERVAL;
      clearTimeout(this.autosaveTimer);
      this.say(this.isOtherUser ? "otherUser" : "saved", true);
    }

    /** Save what could not be saved. */
    resume() {
      if (this.dialogTarget.open) this.hideLogin();
      this.say(this.isOtherUser ? "otherUser" : "back", true);
      const { autosave } = this;
      if (!autosave?.activeValue) return;
      clearTimeout(this.autosaveTimer);
      this.isUnsaved = true;
      autosave.save(new CustomEvent("connection:resume"));
    }

    // -- Notices --------------------------------------------------------------------------------

    show(state) {
      if (state !== "ok") this.say(state, false);
      this.state = state;
    }

    say(name, mayClose) {
      const text = this.textsValue[name];
      // Said again, an alert would be read aloud every few seconds.
      if (this.textTarget.textContent !== text) this.textTarget.textContent = text;
      this.noticeTarget.hidden = false;
      this.noticeTarget.classList.toggle("connection__notice--good", mayClose);
      this.loginButtonTarget.hidden = name !== "loggedOut";
      this.closeButtonTarget.hidden = !mayClose;
    }

    hide() {
      this.noticeTarget.hidden = true;
      this.textTarget.textContent = "";
    }

    // -- Login ----------------------------------------------------------------------------------

    showLogin() {
      if (this.dialogTarget.open) return;
      this.frameTarget.src = this.loginValue;
      this.dialogTarget.showModal();
    }

    hideLogin() {
      this.dialogTarget.close();
      this.frameTarget.removeAttribute("src");
    }

    loginLoaded() {
      const { location, document: page } = this.frameTarget.contentWindow;
      if (location.pathname === this.doneValue) this.check();
      const name = page.querySelector('[name="username"]');
      if (!name || name.value || !this.userName) return;
      name.value = this.userName;
      page.querySelector('[name="password"]').focus();
    }
  }

  window.wagtail.app.register("connection", ConnectionController);
})();
