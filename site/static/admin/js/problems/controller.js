// The list of problems beside a page or call to action: loads it again after each save and when the
// editor returns to the tab, leads to the words of each problem in the form, and sends waivers.
import { sendForm } from "./forms.js";
import { indexAfter, Line, sortLines } from "./line.js";
import { Offer } from "./offer.js";
import { showInPreview } from "./preview.js";
import { replaceList } from "./replacing.js";
import { citableField, citeFor, selectWords } from "./selecting.js";
import { Underlines } from "./underlines.js";
import { getCursor } from "./words.js";

const TOGGLE = '[data-side-panel-toggle="problems"]';
const MODAL = 'dialog:modal, .modal.in, [aria-modal="true"]:not([aria-hidden="true"])';

const nextFrame = () => new Promise(requestAnimationFrame);

class ProblemsController extends window.StimulusModule.Controller {
  static targets = ["line", "list", "notice", "steps"];
  static values = {
    ...{ failed: String, gone: String, none: String, offer: String, step: String },
    ...{ unsent: String, url: String },
  };

  connect() {
    // Outside the panel: screen readers ignore it while it is closed.
    this.status = document.createElement("div");
    this.status.setAttribute("role", "status");
    this.status.className = "w-sr-only";
    document.body.append(this.status);
    this.announced = this.list.dataset.summary;
    this.shown = this.list.cloneNode(true);
    this.underlines = new Underlines(() => this.showFixes());
    this.offer = new Offer(this.offerValue, (line) => this.showLine(line));
    this.underlines.start();
    this.readLines();
    this.count();
  }

  disconnect() {
    this.status.remove();
    this.offer.remove();
    this.underlines.stop();
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
    if (!fresh.isEqualNode(this.shown)) {
      this.shown = fresh.cloneNode(true);
      replaceList(this.listTarget, fresh, this.lines, () => this.readLines());
    }
    this.notice("");
    this.count();
    this.announce(fresh.dataset.summary);
  }

  /** Send a form of the list. Show the new list, or the errors beside the fields. */
  async send(event) {
    event.preventDefault();
    // A list that was asked for before would hide what is done now.
    this.request?.abort();
    const list = await sendForm(event.currentTarget, this.unsentValue, (text) => this.say(text));
    if (list) this.show(list);
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
    if (text !== this.announced) this.say(text);
    this.announced = text;
  }

  /** Let screen readers say a text, also if it is the same as before. */
  say(text) {
    this.status.textContent = "";
    requestAnimationFrame(() => {
      this.status.textContent = text;
    });
  }

  get counter() {
    return document.querySelector(`${TOGGLE} [data-side-panel-toggle-counter]`);
  }

  count() {
    const { count, errors } = this.list.dataset;
    this.counter.textContent = count;
    this.counter.hidden = count === "0";
    this.counter.classList.toggle("w-bg-critical-200", errors !== "0");
    this.counter.classList.toggle("w-bg-surface-button-default", errors === "0");
  }

  // -- The form ------------------------------------------------------------------------------------

  /** Read the lines of the list, underline their words, and return them. */
  readLines() {
    const current = this.current?.key;
    this.lines = this.lineTargets.map((element) => new Line(element));
    this.underlines.show(this.lines);
    this.mark(this.lines.find(({ key }) => key === current) ?? null);
    this.stepsTarget.hidden = !this.lines.length;
    return this.lines;
  }

  /** Offer to cite a source where that is possible: not in plain fields. */
  showFixes() {
    for (const { element, found } of this.lines) {
      const citing = element.querySelector(".problem__citing");
      if (citing) citing.hidden = !citableField(found);
    }
  }

  lineOf(event) {
    return this.lines.find(({ element }) => element.contains(event.currentTarget));
  }

  /** Mark a line as the current one. */
  mark(line) {
    this.current?.element.removeAttribute("aria-current");
    this.current = line;
    this.underlines.setCurrent(line);
    this.preview();
    if (!line) return;
    line.element.setAttribute("aria-current", "true");
    line.element.closest("details")?.setAttribute("open", "");
    if (this.isOpen) line.element.scrollIntoView({ block: "nearest" });
  }

  preview() {
    showInPreview(this.current);
  }

  open(event) {
    event.preventDefault();
    this.goTo(this.lineOf(event));
  }

  next() {
    this.step(1);
  }

  previous() {
    this.step(-1);
  }

  async step(step) {
    const sorted = sortLines(this.lines);
    if (!sorted.length) return this.say(this.noneValue);
    const index = indexAfter(sorted, this.current, step);
    const { line } = sorted[index];
    const values = { number: index + 1, total: sorted.length };
    const place = this.stepValue.replace(/\{(\w+)\}/g, (_match, name) => values[name]);
    if (await this.goTo(line)) this.say(`${place} ${line.said}`);
  }

  /** Select the words of a line in the form, or move to their field. */
  async goTo(line) {
    this.offer.hide();
    const { activeElement } = document;
    if (!this.current?.place?.contains(activeElement)) this.origin = activeElement;
    this.mark(line);
    const { place } = line;
    this.notice(place ? "" : this.goneValue);
    if (!place) return this.say(this.goneValue);
    const found = line.find();
    if (found) await selectWords(found);
    else await window.places.reveal(place);
    return true;
  }

  /** Cite a source in the sentence of a line. */
  async cite(event) {
    const line = this.lineOf(event);
    this.mark(line);
    const found = line.find();
    if (citableField(found)) await citeFor(found);
    else this.goTo(line);
  }

  /** Offer the references that are typed in a text as sources, or delete them there. */
  async handleList({ currentTarget, params }) {
    const line = this.lineOf({ currentTarget });
    this.mark(line);
    if (!line.place) return this.goTo(line);
    await window.places.reveal(line.place);
    const { references } = currentTarget.closest("[data-references]").dataset;
    const detail = { references, place: line.place };
    document.dispatchEvent(new CustomEvent(`citations:${params.deed}-list`, { detail }));
  }

  // -- Keys ----------------------------------------------------------------------------------------

  press(event) {
    const { altKey, ctrlKey, key, metaKey, shiftKey } = event;
    if (key === "Escape") this.goBack(event);
    if (key !== "F8" || ctrlKey || metaKey || document.querySelector(MODAL)) return;
    event.preventDefault();
    if (altKey) this.showLine(this.lineAtCursor ?? this.current);
    else this.step(shiftKey ? -1 : 1);
  }

  /** Return from the words of the current line to where the editor came from; from it to them. */
  goBack({ isComposing, target }) {
    if (isComposing || document.querySelector(MODAL)) return;
    if (target === this.current?.element) this.goTo(this.current);
    if (!this.origin || !this.current?.place?.contains(target)) return;
    const isInList = !this.origin.isConnected || this.element.contains(this.origin);
    if (isInList) this.showLine(this.current);
    else this.origin.focus();
    this.origin = null;
  }

  get lineAtCursor() {
    const cursor = getCursor();
    return this.lines.find((line) => line.holds(cursor));
  }

  get isOpen() {
    return document.querySelector(TOGGLE).getAttribute("aria-expanded") === "true";
  }

  /** Open the list at a line. */
  async showLine(line) {
    if (!this.isOpen) {
      this.element.closest("[data-side-panel]").dispatchEvent(new Event("open"));
      // The panel slides in, and is hidden in the first frame.
      await nextFrame();
      await nextFrame();
    }
    this.origin = null;
    this.mark(line);
    line?.element.focus();
  }

  /** Mark the line of the words at the cursor, or offer it if the list is closed. */
  offerLine({ key, target, type }) {
    if (this.offer.card.contains(target)) return;
    this.offer.hide();
    if (type === "keyup" && !key.startsWith("Arrow")) return;
    if (!target.closest('[data-edit-form] [contenteditable="true"]')) return;
    const line = window.getSelection().isCollapsed && this.lineAtCursor;
    if (!line) return;
    if (this.isOpen) this.mark(line);
    else this.offer.show(line, line.findRange());
  }
}

window.wagtail.app.register("article-problems", ProblemsController);
