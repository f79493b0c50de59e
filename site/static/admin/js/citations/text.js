// The rich texts of the form: their citation marks, and edits that add, replace or remove one.
import { EDITOR, fieldAt, rangeOf } from "./fields.js";
import { markText } from "./server.js";

const { ContentState, EditorState, Modifier } = window.DraftJS;
const CHOOSER = '.chooser[data-chooser-url*="/articles/reference/"]';
const OPENING = /[\s([{/–—-]/;
const WORD = /[\p{L}\p{N}]/u;

/** The type of a mark's entity. */
export const TYPE = "CITATION";

// -- Fields and their marks ------------------------------------------------------------------------

/** Return the rich text that shows an editor state. */
export function fieldOf(editorState) {
  const fields = [...document.querySelectorAll(EDITOR)].map(fieldAt);
  return fields.find((field) => field?.editor.getEditorState() === editorState);
}

/** Return the rich texts of the form that are not deleted. */
export function richTexts() {
  const wrappers = [...document.querySelectorAll(EDITOR)];
  return wrappers.filter((wrapper) => !isDeleted(wrapper)).map(fieldAt).filter(Boolean);
}

/** Return the text of a block as the server reads it. */
export const lineOf = (block) => block.getText().replaceAll("\u00a0", " ").trim();

export function idsOf(entity) {
  return (entity.getData().ids || "").split(" ").filter(Boolean).map(Number);
}

/** Return the marks of a content in order, each with its position and the ids of its sources. */
export function marksIn(content) {
  const marks = [];
  for (const block of content.getBlocksAsArray()) {
    block.findEntityRanges(
      (character) => {
        const key = character.getEntity();
        return key !== null && content.getEntity(key).getType() === TYPE;
      },
      (start, end) => {
        const entityKey = block.getEntityAt(start);
        const ids = idsOf(content.getEntity(entityKey));
        marks.push({ blockKey: block.getKey(), start, end, entityKey, ids });
      },
    );
  }
  return marks;
}

/** Return the mark with an entity's key; of two with the same key, the one in the given block. */
export function markWith(editorState, entityKey, blockKey) {
  const marks = marksIn(editorState.getCurrentContent());
  const same = marks.filter((mark) => mark.entityKey === entityKey);
  return same.find((mark) => mark.blockKey === blockKey) ?? same[0];
}

const isDeleted = (element) => element.closest('[data-streamfield-child][aria-hidden="true"]');

function idsAt(element) {
  if (element.matches(CHOOSER)) {
    const chosen = Number(element.parentNode.querySelector("input[type=hidden]")?.value);
    return chosen ? [chosen] : [];
  }
  const field = fieldAt(element);
  if (!field) return [];
  return marksIn(field.editor.getEditorState().getCurrentContent()).flatMap((mark) => mark.ids);
}

/** Return the ids of all sources that the form cites now, each once, in reading order. */
export function citedIds() {
  const elements = [...document.querySelectorAll(`${EDITOR}, ${CHOOSER}`)];
  return [...new Set(elements.filter((element) => !isDeleted(element)).flatMap(idsAt))];
}

// -- Edits -----------------------------------------------------------------------------------------

/** Return the place of a new mark: behind the selection, and never inside a link. */
function placeOf(editorState) {
  const selection = editorState.getSelection();
  const blockKey = selection.getEndKey();
  const block = editorState.getCurrentContent().getBlockForKey(blockKey);
  let offset = selection.getEndOffset();
  const around = offset > 0 ? block.getEntityAt(offset - 1) : null;
  while (around && block.getEntityAt(offset) === around) offset += 1;
  return { blockKey, start: offset, end: offset };
}

/** Return the content with a mark in a place. A new mark, unlike a replaced one, gets its spaces. */
function insertMark(content, place, sources, isReplaced) {
  const { blockKey, start, end } = place;
  const text = content.getBlockForKey(blockKey).getText();
  const label = markText(sources.map((source) => source.label));
  const before = !isReplaced && start > 0 && !OPENING.test(text[start - 1]) ? " " : "";
  const after = !isReplaced && WORD.test(text[end] ?? "") ? " " : "";
  const ids = sources.map((source) => source.id).join(" ");
  const withEntity = content.createEntity(TYPE, "IMMUTABLE", { ids });
  const key = withEntity.getLastCreatedEntityKey();
  const range = rangeOf(blockKey, start, end);
  const withLabel = Modifier.replaceText(withEntity, range, before + label + after);
  const first = start + before.length;
  const last = first + label.length;
  const marked = Modifier.applyEntity(withLabel, rangeOf(blockKey, first, last), key);
  return { content: marked, caret: rangeOf(blockKey, last, last) };
}

function push(editorState, content, caret, changeType) {
  const after = content.merge({ selectionAfter: caret });
  return EditorState.acceptSelection(EditorState.push(editorState, after, changeType), caret);
}

/** Cite sources: replace `mark` or, if it is null, add one at the caret. */
export function cite(editorState, mark, sources) {
  const place = mark ?? placeOf(editorState);
  const before = editorState.getCurrentContent();
  const { content, caret } = insertMark(before, place, sources, Boolean(mark));
  return push(editorState, content, caret, "apply-entity");
}

/** Replace the text at each of `{ blockKey, start, end, sources }` by a mark. */
export function citeAll(editorState, places) {
  const lastFirst = [...places].sort((one, other) => other.start - one.start);
  let content = editorState.getCurrentContent();
  for (const place of lastFirst) ({ content } = insertMark(content, place, place.sources, false));
  return push(editorState, content, editorState.getSelection(), "apply-entity");
}

/** Return the text without the blocks that are one of these lines. */
export function linesWithout(editorState, lines) {
  const content = editorState.getCurrentContent();
  const kept = content.getBlocksAsArray().filter((block) => !lines.has(lineOf(block)));
  const after = kept.length
    ? ContentState.createFromBlockArray(kept, content.getEntityMap())
    : ContentState.createFromText("");
  return EditorState.push(editorState, after, "remove-range");
}

/** Remove a mark, and the space before it. */
export function removeMark(editorState, { blockKey, start, end }) {
  const content = editorState.getCurrentContent();
  const text = content.getBlockForKey(blockKey).getText();
  const hasSpace = text[start - 1] === " " && !WORD.test(text[end] ?? "");
  const first = hasSpace ? start - 1 : start;
  const without = Modifier.replaceText(content, rangeOf(blockKey, first, end), "");
  return push(editorState, without, rangeOf(blockKey, first, first), "remove-range");
}

/** Move a caret that is inside a mark to its edge, since typing there would break the mark. */
export function stepOverMark(editorState, previousState) {
  const selection = editorState.getSelection();
  if (!selection.isCollapsed() || !selection.getHasFocus()) return editorState;
  const blockKey = selection.getAnchorKey();
  const offset = selection.getAnchorOffset();
  const entityKey = editorState.getCurrentContent().getBlockForKey(blockKey).getEntityAt(offset);
  const mark = entityKey && markWith(editorState, entityKey, blockKey);
  if (!mark || offset <= mark.start || offset >= mark.end) return editorState;
  const previous = previousState.getSelection();
  const isSameBlock = previous.getAnchorKey() === blockKey;
  let edge = offset - mark.start < mark.end - offset ? mark.start : mark.end;
  if (isSameBlock && previous.getAnchorOffset() === mark.start) edge = mark.end;
  if (isSameBlock && previous.getAnchorOffset() === mark.end) edge = mark.start;
  return EditorState.forceSelection(editorState, rangeOf(blockKey, edge, edge));
}
