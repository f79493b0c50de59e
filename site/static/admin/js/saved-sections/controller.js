// The buttons below the sections of a page: insert copies of saved sections, and save some.
import { openChoosing, openSaving, paragraph } from "./dialogs.js";
import { dataOf, insertCopies, nameOf, removeSections, streamOf } from "./stream.js";

const HEADERS = { "X-Requested-With": "XMLHttpRequest" };

class SavedSectionsController extends window.StimulusModule.Controller {
  static targets = ["result", "saving", "status", "texts", "undo"];
  static values = { choose: String, field: String, save: String };

  connect() {
    this.inserted = [];
    this.element.hidden = false;
  }

  get stream() {
    return streamOf(this.fieldValue);
  }

  text(name, values = {}) {
    const { textContent } = this.textsTarget.content.querySelector(`[data-text="${name}"]`);
    return textContent.replace(/\{(\w+)\}/g, (_match, key) => values[key]);
  }

  // -- Insert ---------------------------------------------------------------------------------

  async choose() {
    const response = await this.request(this.chooseValue);
    if (!response?.ok) return this.say([this.text("failed")]);
    const html = await response.text();
    return openChoosing(html, this.places, (url, place) => this.insert(url, place));
  }

  /** The positions at which sections can be inserted, with their names; the first is chosen. */
  get places() {
    const { children } = this.stream;
    const between = children.slice(0, -1).map((child, index) => ({
      text: this.text("after", { name: nameOf(child) }),
      value: index + 1,
    }));
    const start = { text: this.text("start"), value: 0 };
    const end = { text: this.text("end"), value: children.length };
    return children.length ? [end, start, ...between] : [end];
  }

  async insert(url, place) {
    if (!url) return [this.text("unchosen")];
    const response = await this.request(url);
    if (!response?.ok) return [this.text("failed")];
    const { sections, remarks } = await response.json();
    const { inserted, full, renamed } = insertCopies(this.stream, sections, place);
    this.inserted = inserted;
    const number = inserted.length;
    const amount = ["none", "one"][number] ?? "many";
    const problems = [
      ...remarks,
      ...full.map((name) => this.text("full", { name })),
      ...renamed.map((name) => this.text("anchor", { name })),
    ];
    this.say([this.text(`inserted.${amount}`, { number }), ...problems]);
    this.undoTarget.hidden = !number;
    // After the dialog has given the focus back.
    setTimeout(() => {
      if (problems.length || !number) this.show(this.resultTarget, this.resultTarget);
      else this.show(inserted[0].element, inserted[0].toggleElement);
    });
    return null;
  }

  show(element, focused) {
    const block = element === focused ? "center" : "start";
    element.scrollIntoView({ block, behavior: "instant" });
    focused.focus({ preventScroll: true });
  }

  undo() {
    removeSections(this.stream, this.inserted);
    this.say([this.text("undone")]);
    this.element.querySelector("button").focus();
  }

  // -- Save -----------------------------------------------------------------------------------

  pick() {
    const names = this.stream.children.map(nameOf);
    if (!names.length) return this.say([this.text("empty")]);
    return openSaving(this.savingTarget, names, (entered) => this.save(entered));
  }

  async save(entered) {
    const { children } = this.stream;
    const chosen = entered.getAll("section").map((index) => children[index]);
    if (!chosen.length) return [this.text("unticked")];
    const form = this.element.closest("form");
    const body = dataOf(this.stream, form, chosen);
    for (const name of ["name", "description"]) body.set(name, entered.get(name));
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const response = await this.request(this.saveValue, { method: "POST", body });
    if (!response?.ok) return [this.text("failed")];
    const { errors, message, url } = await response.json();
    if (!errors) this.say([message], url);
    return errors;
  }

  // -- Both -----------------------------------------------------------------------------------

  /** Return the response, or null without a connection. */
  async request(url, options = {}) {
    try {
      return await fetch(url, { ...options, headers: HEADERS });
    } catch {
      return null;
    }
  }

  say(lines, url = "") {
    const paragraphs = lines.map(paragraph);
    if (url) {
      const link = Object.assign(document.createElement("a"), { href: url, target: "_blank" });
      link.textContent = this.text("library");
      paragraphs.at(-1).append(" ", link);
    }
    this.resultTarget.hidden = false;
    this.undoTarget.hidden = true;
    this.statusTarget.replaceChildren(...paragraphs);
  }
}

window.wagtail.app.register("saved-sections", SavedSectionsController);
