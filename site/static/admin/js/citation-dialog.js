// The dialog in which sources are ticked for a mark. The browser keeps the focus inside it.
(() => {
  const { citations } = window;

  class Dialog {
    constructor(element) {
      this.element = element;
      this.title = element.querySelector(".citing-title");
      this.status = element.querySelector(".citing-status");
      this.done = element.querySelector("[data-citing-done]");
      this.tabs = [...element.querySelectorAll("[role=tab]")];
      this.here = [];
      this.ticks = new citations.Ticks(element, () => this.drawDone());
      this.panels = {};
      for (const tab of this.tabs) {
        const name = this.nameOf(tab);
        this.panels[name] = citations.panels[name](this.panelOf(tab), this);
        tab.addEventListener("click", () => this.show(name));
        tab.addEventListener("keydown", (event) => this.stepTab(event, tab));
      }
      citations.closing(element);
      this.done.addEventListener("click", () => element.close("done"));
      element.addEventListener("keydown", (event) => {
        const isShortcut = event.key === "Enter" && (event.ctrlKey || event.metaKey);
        if (isShortcut && !this.done.disabled) element.close("done");
      });
    }

    nameOf(tab) {
      return tab.id.replace("citing-tab-", "");
    }

    panelOf(tab) {
      return document.getElementById(tab.getAttribute("aria-controls"));
    }

    /** The sources ticked in the end, none to take the mark away; null if nothing is to change. */
    async open(sources) {
      this.isEdit = sources !== null;
      this.title.textContent = this.title.dataset[this.isEdit ? "edit" : "new"];
      this.here = citations.page.ids();
      this.ticks.start(sources ?? []);
      const closed = citations.opened(this.element);
      this.show("search");
      this.panels.search.start();
      this.panels.search.focus();
      return (await closed) ? this.ticks.list : null;
    }

    drawDone() {
      const isEmpty = !this.ticks.sources.size;
      const words = { true: isEmpty ? "empty" : "edit", false: "new" }[this.isEdit];
      this.done.textContent = this.done.dataset[words];
      this.done.disabled = isEmpty && !this.isEdit;
    }

    async show(name, ...given) {
      for (const tab of this.tabs) {
        const isShown = this.nameOf(tab) === name;
        tab.setAttribute("aria-selected", String(isShown));
        tab.tabIndex = isShown ? 0 : -1;
        this.panelOf(tab).hidden = !isShown;
      }
      this.say("");
      try {
        await this.panels[name].show?.(...given);
      } catch (error) {
        this.say(error.message, "trouble");
      }
    }

    stepTab(event, tab) {
      const place = this.tabs.indexOf(tab);
      const last = this.tabs.length - 1;
      const steps = {
        ArrowRight: place === last ? 0 : place + 1,
        ArrowLeft: place === 0 ? last : place - 1,
        Home: 0,
        End: last,
      };
      const next = this.tabs[steps[event.key]];
      if (!next) return;
      event.preventDefault();
      next.focus();
      this.show(this.nameOf(next));
    }

    /** Tells something; "quiet" what is to be seen elsewhere, "trouble" what went wrong. */
    say(text, tone = "") {
      this.status.textContent = text;
      this.status.classList.toggle("citing-status--trouble", tone === "trouble");
      this.status.classList.toggle("w-sr-only", tone === "quiet");
    }
  }

  /** Lets the buttons of a dialog close it without a result. */
  citations.closing = (element) => {
    for (const button of element.querySelectorAll("[data-citing-cancel]"))
      button.addEventListener("click", () => element.close(""));
  };

  /** Opens a dialog and tells, once it is closed, whether that was with a result. */
  citations.opened = (element) =>
    new Promise((resolve) => {
      element.returnValue = "";
      element.addEventListener("close", () => resolve(element.returnValue === "done"), {
        once: true,
      });
      element.showModal();
    });

  let dialog = null;

  /** Lets the user choose sources, starting from those of a mark or, with null, from none. */
  citations.choose = async (sources) => {
    await citations.shell();
    dialog ??= new Dialog(document.getElementById("citing"));
    return dialog.open(sources);
  };
})();
