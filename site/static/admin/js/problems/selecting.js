// Selects the words of a problem in the form, and cites a source for their sentence.
import { fieldAt, rangeOf } from "../citations/fields.js";
import { isField, offsetIn, toRange } from "./words.js";

const CITATION = "CITATION";
const STOP = /[.!?]["'”’)\]]*$/;

const offsetOf = (element, { node, offset }) => offsetIn(element, node, offset);

/** Move the focus to a part of a rich text, and select it. */
function selectIn(field, element, start, end) {
  const { editor } = field;
  const { EditorState } = window.DraftJS;
  field.wrapper.querySelector('[contenteditable="true"]').focus({ preventScroll: true });
  const [blockKey] = element.dataset.offsetKey.split("-");
  const range = rangeOf(blockKey, start, end);
  editor.onChange(EditorState.forceSelection(editor.getEditorState(), range));
}

/** Open the place of words in the form, and select them. */
export async function selectWords(found) {
  const { element, first, last } = found;
  await window.places.open(element);
  const [start, end] = [offsetOf(element, first), offsetOf(element, last) + 1];
  if (isField(element)) {
    element.focus({ preventScroll: true });
    element.setSelectionRange(start, end);
    return;
  }
  // A long paragraph does not fit on the screen.
  const { top, height } = toRange(found).getBoundingClientRect();
  window.scrollBy({ top: top + (height - window.innerHeight) / 2, behavior: "instant" });
  const field = fieldAt(element);
  if (field) selectIn(field, element, start, end);
}

/** Return the rich text of words if sources can be cited in it, or null. */
export function citableField(found) {
  const field = found && !isField(found.element) && fieldAt(found.element);
  const types = field?.editor?.props.entityTypes ?? [];
  return types.some(({ type }) => type === CITATION) ? field : null;
}

/** Return true if most citations of the form follow the full stop of their sentence. */
function areStopsFirst() {
  const marks = [...document.querySelectorAll(".citation-mark")];
  const behind = marks.filter((mark) => {
    const before = document.createRange();
    before.setStart(mark.closest("[data-block]"), 0);
    before.setEndBefore(mark);
    return STOP.test(before.toString().trimEnd());
  });
  return behind.length > marks.length / 2;
}

/**
 * Let the user choose a source. It is cited at the end of the sentence, before its full stop unless
 * the other citations of the page follow theirs.
 */
export async function citeFor(found) {
  const { element, end } = found;
  await window.places.open(element);
  const sentence = element.textContent.slice(0, offsetOf(element, end) + 1);
  const { length } = areStopsFirst() ? sentence : sentence.replace(STOP, "").trimEnd();
  const field = fieldAt(element);
  selectIn(field, element, length, length);
  field.editor.onRequestSource(CITATION);
}
