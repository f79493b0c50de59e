// The dialog in which sources are ticked for a mark. The browser keeps the focus inside it.
import { panels } from "./panels.js";
import { copyTemplate, loadDialogs } from "./server.js";
import { citedIds } from "./text.js";

/** The sources ticked for one mark, in the order of ticking, each shown as a chip. */
class Ticks {
  /** `root` holds the checkboxes and chips; `onChange` is called after each change. */
  constructor(root, onChange) {
    this.root = root;
    this.onChange = onChange;
    this.chips = root.querySelector(".citing-chips");
    this.none = root.querySelector("[data-none]");
    this.sources = new Map();
    root.addEventListener("change", ({ target }) => {
      const id = Number(target.dataset.source);
      if (id) this.set({ id, label: target.dataset.label }, target.checked);
    });
  }

  get list() {
    return [...this.sources.values()];
  }

  start(sources) {
    this.sources = new Map(sources.map((source) => [source.id, source]));
    this.draw();
  }

  set(source, isTicked) {
    if (isTicked) this.sources.set(source.id, source);
    else this.sources.delete(source.id);
    this.draw();
  }

  draw() {
    this.chips.replaceChildren(...this.list.map((source) => this.createChip(source)));
    this.none.hidden = this.sources.size > 0;
    this.updateBoxes();
    this.onChange();
  }

  /** Tick the boxes of the chosen sources. Call this when new boxes were added. */
  updateBoxes() {
    for (const box of this.root.querySelectorAll("[data-source]"))
      box.checked = this.sources.has(Number(box.dataset.source));
  }

  createChip(source) {
    const chip = copyTemplate("citing-chip");
    const button = chip.querySelector("button");
    chip.querySelector("span").textContent = source.label;
    button.setAttribute("aria-label", `${button.dataset.label} ${source.label}`);
    button.addEventListener("click", () => {
      const index = [...this.chips.children].indexOf(chip);
      this.set(source, false);
      const next = this.chips.children[Math.min(index, this.chips.children.length - 1)];
      (next?.querySelector("button") ?? this.root.querySelector("[role=tab]")).focus();
    });
    return chip;
  }
}

class SourceDialog {
  constructor(element) {
    this.element = element;
    this.title = element.querySelector(".citing-title");
    this.status = element.querySelector(".citing-status");
    this.done = element.querySelector("[data-citing-done]");
    this.tabs = [...element.querySelectorAll("[role=tab]")];
    this.here = [];
    this.ticks = new Ticks(element, () => this.updateDone());
    this.panels = {};
    for (const tab of this.tabs) {
      const name = this.nameOf(tab);
      this.panels[name] = panels[name](this.panelOf(tab), this);
      tab.addEventListener("click", () => this.show(name));
      tab.addEventListener("keydown", (event) => this.changeTab(event, tab));
    }
    addCancelButtons(element);
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

  /** Resolve to the ticked sources, none to remove the mark, or to null if nothing changes. */
  async open(sources) {
    this.isEdit = sources !== null;
    this.title.textContent = this.title.dataset[this.isEdit ? "edit" : "new"];
    this.here = citedIds();
    this.ticks.start(sources ?? []);
    const closed = showModal(this.element);
    this.show("search");
    this.panels.search.start();
    this.panels.search.focus();
    return (await closed) ? this.ticks.list : null;
  }

  /** Show the panel "Paste" with a text. Nothing is cited when the dialog is closed. */
  async openPaste(text) {
    if (!this.panels.paste) return;
    this.isEdit = false;
    this.title.textContent = this.title.dataset.new;
    this.here = citedIds();
    this.ticks.start([]);
    const closed = showModal(this.element);
    this.done.hidden = true;
    this.show("paste");
    this.panels.paste.fill(text);
    await closed;
    this.done.hidden = false;
  }

  updateDone() {
    const isEmpty = !this.ticks.sources.size;
    const labels = { true: isEmpty ? "empty" : "edit", false: "new" };
    this.done.textContent = this.done.dataset[labels[this.isEdit]];
    this.done.disabled = isEmpty && !this.isEdit;
  }

  async show(name, ...args) {
    for (const tab of this.tabs) {
      const isShown = this.nameOf(tab) === name;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      this.panelOf(tab).hidden = !isShown;
    }
    this.setStatus("");
    try {
      await this.panels[name].show?.(...args);
    } catch (error) {
      this.showError(error);
    }
  }

  changeTab(event, tab) {
    const index = this.tabs.indexOf(tab);
    const last = this.tabs.length - 1;
    const targets = {
      ArrowRight: index === last ? 0 : index + 1,
      ArrowLeft: index === 0 ? last : index - 1,
      Home: 0,
      End: last,
    };
    const next = this.tabs[targets[event.key]];
    if (!next) return;
    event.preventDefault();
    next.focus();
    this.show(this.nameOf(next));
  }

  /** Set the status line. Its style is "error", or "hidden" for screen readers only. */
  setStatus(text, style = "") {
    this.status.textContent = text;
    this.status.classList.toggle("citing-status--error", style === "error");
    this.status.classList.toggle("w-sr-only", style === "hidden");
  }

  showError(error) {
    this.setStatus(error.message, "error");
  }
}

/** Let the buttons of a dialog close it without a result. */
export function addCancelButtons(element) {
  for (const button of element.querySelectorAll("[data-citing-cancel]"))
    button.addEventListener("click", () => element.close(""));
}

/** Open a dialog. Resolve, once it is closed, to whether it has a result. */
export function showModal(element) {
  return new Promise((resolve) => {
    element.returnValue = "";
    element.addEventListener("close", () => resolve(element.returnValue === "done"), {
      once: true,
    });
    element.showModal();
  });
}

let dialog = null;

/** Let the user add the sources of a list of references to the library.
 *
 * They are not cited yet: the caret may be anywhere. */
export async function pasteReferences(references) {
  await loadDialogs();
  dialog ??= new SourceDialog(document.getElementById("citing"));
  await dialog.openPaste(references);
}

/** Let the user choose sources, starting with those of a mark or, for a new one, with null. */
export async function chooseSources(sources) {
  await loadDialogs();
  dialog ??= new SourceDialog(document.getElementById("citing"));
  return dialog.open(sources);
}
