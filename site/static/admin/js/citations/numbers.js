// Citations typed or pasted as numbers: finds them, and turns them into marks once each number has
// its source. Pasting also preserves marks and superscript numbers.
import { addCancelButtons, showModal } from "./dialog.js";
import { searchOnInput } from "./panels.js";
import { copyTemplate, getHtml, loadDialogs, postForm } from "./server.js";
import { citeAll, citedIds, fieldOf, lineOf, marksIn, richTexts } from "./text.js";

const { ContentState, EditorState, Modifier, convertFromHTML, convertFromRaw } = window.DraftJS;

// -- Finding numbers -------------------------------------------------------------------------------

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const MAX_RANGE_LENGTH = 30;
const CONTEXT_LENGTH = 40;
const listOf = (number) => String.raw`${number}(?:\s?[,;–-]\s?${number})*`;
const plain = listOf(String.raw`[1-9]\d{0,2}`);
const superscript = listOf("[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}");
// A citation follows a word: "(1)" at the start of a paragraph numbers a list. A superscript number
// after a digit, a single letter or a unit of length is a power: 10⁶, R², cm³. Years and doses have
// more than three digits or other text in the brackets.
const NUMBERS = new RegExp(
  String.raw`(?<=\S\s{0,2})(?:\(\s?(${plain})\s?\)|\[\s?(${plain})\s?\])` +
    String.raw`|(?<=[^\s\d${SUPERSCRIPTS}])(?<!(?:^|[^\p{L}])(?:\p{L}|[kcmdµμn]m))(${superscript})`,
  "gu",
);
const ONLY_NUMBERS = new RegExp(`^(?:${plain})$`);

function expandRanges(numbers) {
  const digits = numbers.replace(/[⁰¹²³⁴-⁹]/g, (sign) => SUPERSCRIPTS.indexOf(sign));
  return digits.split(/[,;]/).flatMap((part) => {
    const [first, last = first] = part.split(/[–-]/).map(Number);
    const length = last - first + 1;
    if (length < 1 || length > MAX_RANGE_LENGTH) return [first, last];
    return Array.from({ length }, (_, index) => first + index);
  });
}

function hasEntity(block, start, end) {
  for (let offset = start; offset < end; offset += 1) if (block.getEntityAt(offset)) return true;
  return false;
}

/** Return each place that looks like a citation, with its numbers and the text around it.
 *
 * Links and marks are skipped. */
export function findNumbers(content) {
  return content.getBlocksAsArray().flatMap((block) => {
    const text = block.getText();
    return [...text.matchAll(NUMBERS)]
      .map((match) => ({ match, start: match.index, end: match.index + match[0].length }))
      .filter(({ start, end }) => !hasEntity(block, start, end))
      .map(({ match, start, end }) => ({
        blockKey: block.getKey(),
        start,
        end,
        numbers: expandRanges(match[1] ?? match[2] ?? match[3]),
        context: text.slice(Math.max(0, start - CONTEXT_LENGTH), end + CONTEXT_LENGTH / 2),
      }));
  });
}

const placesIn = (field) => findNumbers(field.editor.getEditorState().getCurrentContent());

// -- The dialog in which numbers get their sources -------------------------------------------------

// The sources confirmed for numbers of other texts of this page.
const confirmedBefore = new Map();

class NumbersDialog {
  constructor(element) {
    this.element = element;
    this.form = element.querySelector("form");
    this.results = element.querySelector("[data-results]");
    this.status = element.querySelector(".citing-status");
    this.done = element.querySelector("[data-citing-done]");
    this.requests = 0;
    addCancelButtons(element);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.load().then(() => this.results.scrollIntoView({ block: "start" }));
    });
    this.results.addEventListener("click", ({ target }) => this.onClick(target));
    this.results.addEventListener("change", () => this.updateDone());
    this.done.addEventListener("click", () => this.finish());
  }

  /** Resolve to the confirmed source of each number, or to null if nothing changes.
   *
   * `references` is the list of references of these numbers, if it is known. */
  async open(places, references) {
    this.places = places;
    if (references) this.form.elements.text.value = references;
    this.numbers = [...new Set(places.flatMap((place) => place.numbers))];
    this.numbers.sort((one, other) => one - other);
    this.here = citedIds();
    this.confirmed = new Map();
    this.results.replaceChildren();
    const closed = showModal(this.element);
    this.load();
    return (await closed) ? this.confirmed : null;
  }

  async post(extra = {}) {
    const data = new FormData(this.form);
    data.set("numbers", this.numbers.join(" "));
    data.set("here", this.here.join(" "));
    for (const [name, value] of Object.entries(extra)) data.set(name, value);
    this.setStatus("");
    this.done.disabled = true;
    try {
      return await postForm("numbers/", data);
    } catch (error) {
      this.setStatus(error.message);
      return {};
    }
  }

  /** Load the table of numbers. Only the answer to the latest request is shown. */
  async load() {
    this.requests += 1;
    const own = this.requests;
    const { html } = await this.post();
    if (html !== undefined && own === this.requests) this.show(html);
  }

  show(html) {
    this.results.innerHTML = html;
    for (const row of this.results.querySelectorAll("[data-number]")) {
      const number = Number(row.dataset.number);
      const { context } = this.places.find((place) => place.numbers.includes(number));
      row.querySelector("[data-context]").textContent = `…${context}…`;
      const source = confirmedBefore.get(number);
      if (source) this.assign(row, source, "");
      this.addSearch(row);
    }
    this.updateDone();
  }

  addSearch(row) {
    const matches = row.querySelector("[data-matches]");
    const input = row.querySelector("[type=search]");
    searchOnInput(
      input,
      async (signal) => {
        const query = { q: input.value, here: this.here.join(" "), pick: 1 };
        matches.innerHTML = await getHtml("search/", query, signal);
      },
      (error) => this.setStatus(error.message),
    );
  }

  setStatus(text) {
    this.status.textContent = text;
  }

  /** Give a number a source of the library, shown as `html` or else by its label. */
  assign(row, source, html) {
    row.dataset.picked = source.id;
    row.dataset.label = source.label;
    const line = row.querySelector("[data-line]");
    if (html) line.innerHTML = html;
    else line.textContent = source.label;
    const box = row.querySelector("[name=chosen]");
    box.disabled = false;
    box.checked = true;
    this.updateDone();
  }

  onClick(target) {
    const row = target.closest("[data-number]");
    const find = target.closest("[data-find]");
    const pick = target.closest("[data-pick]");
    if (find) this.toggle(find, find.getAttribute("aria-expanded") !== "true");
    if (!pick) return;
    const source = { id: Number(pick.dataset.pick), label: pick.dataset.label };
    this.assign(row, source, pick.innerHTML);
    this.toggle(row.querySelector("[data-find]"), false);
    row.querySelector("[name=chosen]").focus();
  }

  toggle(find, isOpen) {
    const box = document.getElementById(find.getAttribute("aria-controls"));
    find.setAttribute("aria-expanded", String(isOpen));
    box.hidden = !isOpen;
    if (isOpen) box.querySelector("input").focus();
  }

  get ticked() {
    return [...this.results.querySelectorAll("[data-number]")].filter(
      (row) => row.querySelector("[name=chosen]").checked,
    );
  }

  updateDone() {
    this.done.disabled = !this.ticked.length;
  }

  async finish() {
    const hasList = this.form.elements.text.value.trim() || this.form.elements.file.value;
    const { ticked } = this;
    let imported = {};
    if (hasList && ticked.some((row) => !row.dataset.picked)) {
      const answer = await this.post({ save: 1 });
      if (!answer.numbers) {
        if (answer.html) this.show(answer.html);
        else this.updateDone();
        return;
      }
      imported = answer.numbers;
    }
    for (const row of ticked) {
      const { number, picked, id, label } = row.dataset;
      const stored = { id: Number(picked ?? id), label };
      const source = picked ? stored : (imported[number] ?? stored);
      if (source.id) this.confirmed.set(Number(number), source);
    }
    for (const [number, source] of this.confirmed) confirmedBefore.set(number, source);
    this.element.close("done");
  }
}

let dialog = null;

async function confirmSources(places, references = "") {
  await loadDialogs();
  dialog ??= new NumbersDialog(document.getElementById("citing-numbers"));
  return dialog.open(places, references);
}

// -- The offer below a rich text -------------------------------------------------------------------

/** Return the sources of a place in the order of its numbers, each once. */
function sourcesOf(place, sources) {
  const ordered = place.numbers.map((number) => sources.get(number));
  return [...new Map(ordered.map((source) => [source.id, source])).values()];
}

/** Turn those places of a text into marks whose numbers all have a source. */
function citePlaces(field, places, sources) {
  const cited = places
    .filter((place) => place.numbers.every((number) => sources.has(number)))
    .map((place) => ({ ...place, sources: sourcesOf(place, sources) }));
  field.editor.onChange(citeAll(field.editor.getEditorState(), cited));
}

async function convert(field) {
  const sources = await confirmSources(placesIn(field));
  if (sources) citePlaces(field, placesIn(field), sources);
  field.editor.focus();
  updateOffer(field);
}

/** Convert the numbers of all texts by a list of references. Return false if there are none.
 *
 * Numbers in the list itself are issues of journals. */
export async function convertAll(references) {
  const lines = new Set(references.split("\n"));
  const isInList = (field, { blockKey }) =>
    lines.has(lineOf(field.editor.getEditorState().getCurrentContent().getBlockForKey(blockKey)));
  const placesOf = (field) => placesIn(field).filter((place) => !isInList(field, place));
  const fields = richTexts().filter((field) => placesOf(field).length);
  if (!fields.length) return false;
  const sources = await confirmSources(fields.flatMap(placesOf), references);
  for (const field of sources ? fields : []) {
    citePlaces(field, placesOf(field), sources);
    updateOffer(field);
  }
  return true;
}

/** Show the offer below a rich text while it has numbers that look like citations. */
async function updateOffer(field) {
  const count = placesIn(field).length;
  const shown = field.wrapper.parentNode.querySelector(":scope > .citing-offer");
  if (!count) {
    shown?.remove();
    return;
  }
  await loadDialogs();
  const offer = shown ?? copyTemplate("citing-offer");
  if (!offer) return;
  offer.querySelector("[data-count]").textContent = count;
  if (shown) return;
  offer.querySelector("[data-accept]").addEventListener("click", () => convert(field));
  offer.querySelector("[data-dismiss]").addEventListener("click", () => {
    offer.remove();
    field.editor.focus();
  });
  field.wrapper.after(offer);
}

// -- Pasting ---------------------------------------------------------------------------------------

// Draftail's attribute on what is copied from one of its editors.
const COPIED = "data-draftjs-conductor-fragment";
const isSuperscript = (element) =>
  element.matches("sup") || element.style.verticalAlign === "super";

/** Return the content that was copied in an editor, or null if there is none. */
function copiedContent(body) {
  const copied = body.querySelector(`[${COPIED}]`)?.getAttribute(COPIED);
  if (!copied) return null;
  try {
    return convertFromRaw(JSON.parse(copied));
  } catch {
    return null;
  }
}

/** Write superscript numbers as the signs ¹²³, since the editor has no superscript.
 *
 * Return the content, or null if there are none. */
function contentWithSigns(body) {
  const elements = [...body.querySelectorAll("sup, [style]")].filter(
    (element) => isSuperscript(element) && ONLY_NUMBERS.test(element.textContent.trim()),
  );
  if (!elements.length) return null;
  for (const element of elements) {
    const signs = element.textContent.trim().replace(/\d/g, (digit) => SUPERSCRIPTS[digit]);
    element.replaceWith(signs);
  }
  const { contentBlocks, entityMap } = convertFromHTML(body.innerHTML);
  return contentBlocks && ContentState.createFromBlockArray(contentBlocks, entityMap);
}

function pastedContent(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const copied = copiedContent(body);
  if (copied) return marksIn(copied).length ? copied : null;
  return contentWithSigns(body);
}

export function onPaste(text, html, editorState, { setEditorState, getEditorState }) {
  const field = fieldOf(getEditorState());
  setTimeout(() => updateOffer(field).catch(() => {}));
  const pasted = html && pastedContent(html);
  if (!pasted) return "not-handled";
  const content = Modifier.replaceWithFragment(
    editorState.getCurrentContent(),
    editorState.getSelection(),
    pasted.getBlockMap(),
  );
  setEditorState(EditorState.push(editorState, content, "insert-fragment"));
  return "handled";
}
