// Finds words of a problem in the form or the preview. Elements are read and never changed.

const BLOCK = '[data-block="true"]';
const TEXTS = `${BLOCK}, textarea, input[type="text"]`;
const MARK = ".citation-mark";
const CITED = `${MARK}, .citation, .citation-missing`;
const IGNORED = /[\s\u00ad\u200b-\u200d\u2060\ufeff]/;

export const isField = (element) => element.matches("textarea, input");

/** Return the nodes of a text without citations, or the field that holds it. */
function piecesOf(element) {
  if (isField(element)) return [{ node: element, text: element.value }];
  const pieces = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    if (!node.parentElement.closest(CITED)) pieces.push({ node, text: node.data });
  }
  return pieces;
}

/** Return a character as the checks read it: “⁵” is a 5. */
function plain(character) {
  const normal = character.normalize("NFKC");
  return normal.length === 1 ? normal : character;
}

/** Return the text of pieces without spaces, and where in them each of its characters is. */
function squeeze(pieces) {
  const at = [];
  let text = "";
  for (const { node, text: own } of pieces) {
    for (let offset = 0; offset < own.length; offset += 1) {
      if (!IGNORED.test(own[offset])) {
        text += plain(own[offset]);
        at.push({ node, offset });
      }
    }
  }
  return { text, at };
}

const squeezed = (text) => squeeze([{ node: null, text }]).text;

/** Return each place of a sentence in some texts. */
function occurrences(texts, sentence) {
  const found = [];
  for (const text of texts) {
    let from = text.text.indexOf(sentence);
    for (; from >= 0; from = text.text.indexOf(sentence, from + 1)) found.push({ ...text, from });
  }
  return found;
}

/** Return the paragraphs and fields of a place in the form. */
export const textsIn = (place) => [...place.querySelectorAll(TEXTS)];

/**
 * Return the words of a spot in some texts: the `element` that holds them, and the position of the first and last
 * character, and of the last one of the sentence. Return null if they are not there.
 *
 * While the sentence is edited, what is before the words or after them is enough.
 */
export function findWords(elements, spot) {
  const [before, words, after] = [spot.before, spot.words, spot.after].map(squeezed);
  const texts = elements.map((element) => ({ element, ...squeeze(piecesOf(element)) }));
  const contexts = [[before, after], [before, ""], ["", after]];
  for (const [left, right] of contexts.slice(0, before || after ? 3 : 1)) {
    const isAlone = !left && !right && (before || after);
    const found = isAlone ? [] : occurrences(texts, left + words + right);
    const { element, at, from } = found[spot.earlier] ?? found.at(-1) ?? {};
    if (element) {
      const first = from + left.length;
      const last = first + words.length - 1;
      return { element, first: at[first], last: at[last], end: at[last + right.length] };
    }
  }
  return null;
}

/** Return the citation of a source, as words, or null. */
export function findCitation(place, source) {
  const mark = place.querySelector(`${MARK}[data-citation~="${source}"]`);
  const element = mark?.closest(BLOCK);
  if (!element) return null;
  const walker = document.createTreeWalker(mark, NodeFilter.SHOW_TEXT);
  const node = walker.nextNode();
  if (!node?.data) return null;
  const last = { node, offset: node.data.length - 1 };
  return { element, first: { node, offset: 0 }, last, end: last };
}

/** Return the range of words, which are not those of a plain field. */
export function toRange({ element, first, last }) {
  const range = element.ownerDocument.createRange();
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, last.offset + 1);
  return range;
}

/** Return the number of characters before a point in its text. */
export function offsetIn(element, node, offset) {
  if (isField(element)) return offset;
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** Return the text that holds the cursor, and the cursor's offset in it; null outside of texts. */
export function getCursor() {
  const { activeElement } = document;
  if (activeElement.matches(TEXTS)) {
    return { element: activeElement, offset: activeElement.selectionStart };
  }
  const { anchorNode, anchorOffset } = window.getSelection();
  if (!activeElement.isContentEditable || !activeElement.contains(anchorNode)) return null;
  const parent = anchorNode.nodeType === Node.TEXT_NODE ? anchorNode.parentElement : anchorNode;
  const element = parent.closest(BLOCK);
  return element && { element, offset: offsetIn(element, anchorNode, anchorOffset) };
}
