// A line of the list, and what it is about in the form.
import {
  findCitation,
  findWords,
  getCursor,
  isField,
  offsetIn,
  textsIn,
  toRange,
} from "./words.js";

const DELETED = '[aria-hidden="true"]';
const FIELDS = "a, button, summary, select, textarea";

export class Line {
  constructor(element) {
    this.element = element;
    const { path, before, words, after, earlier, said, severity, source } = element.dataset;
    this.path = path.split(" ");
    this.spot = words && { before, words, after, earlier: Number(earlier) };
    Object.assign(this, { said, severity, source });
    this.key = JSON.stringify(element.dataset);
    this.found = null;
  }

  /** The field or block in the form, or null. `known` is the one that was found before. */
  get place() {
    if (!this.known?.isConnected || this.known.closest(DELETED)) {
      this.known = window.places.find(this.path);
    }
    return this.known;
  }

  /** Find the words in the form as it is now. */
  find() {
    const { place, spot, source } = this;
    this.found = null;
    if (place && spot) this.found = findWords(textsIn(place), spot);
    else if (place && source) this.found = findCitation(place, source);
    return this.found;
  }

  /** Return the range of words in a rich text; plain fields have none. */
  findRange() {
    const found = this.find();
    return found && !isField(found.element) ? toRange(found) : null;
  }

  /** Return the start of the words, or else the place, as positions that can be compared. */
  get position() {
    const found = this.find();
    if (!found) return this.place && { element: this.place, offset: -1 };
    const { element, first } = found;
    return { element, offset: offsetIn(element, first.node, first.offset) };
  }

  /** Return true if the cursor is in the words. */
  holds(cursor) {
    const found = cursor && this.place?.contains(cursor.element) && this.find();
    if (found?.element !== cursor?.element) return false;
    const [from, to] = [found.first, found.last].map(({ node, offset }) =>
      offsetIn(found.element, node, offset),
    );
    return from <= cursor.offset && cursor.offset <= to + 1;
  }

  /** Return the counterpart of a field or link of this line in a newer line. */
  counterpart(element, newer) {
    const index = [...this.element.querySelectorAll(FIELDS)].indexOf(element);
    return newer.querySelectorAll(FIELDS)[index] ?? newer;
  }
}

// -- Next and previous -----------------------------------------------------------------------------

/** Compare positions in the order of the form. */
function compare(one, other) {
  if (one.element === other.element) return one.offset - other.offset;
  const isBefore = one.element.compareDocumentPosition(other.element);
  return isBefore & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

/** Return the lines in the order of the form. Those that are not in it come last. */
export function sortLines(lines) {
  const placed = lines.map((line) => ({ line, at: line.position }));
  const found = placed.filter(({ at }) => at).sort((one, other) => compare(one.at, other.at));
  const gone = placed.filter(({ at }) => !at);
  return [...found, ...gone];
}

/** Return the index of the sorted line to go to: from `current`, or else from the cursor. */
export function indexAfter(sorted, current, step) {
  const index = sorted.findIndex(({ line }) => line === current);
  const { activeElement } = document;
  const isAway = activeElement.closest("[data-edit-form]") && !current?.place?.contains(activeElement);
  const cursor = getCursor();
  if (index >= 0 && !isAway) return (index + step + sorted.length) % sorted.length;
  if (!cursor) return step > 0 ? 0 : sorted.length - 1;
  if (step > 0) {
    return Math.max(0, sorted.findIndex(({ at }) => at && compare(at, cursor) > 0));
  }
  const before = sorted.findLastIndex(({ at }) => at && compare(at, cursor) < 0);
  return before < 0 ? sorted.length - 1 : before;
}
