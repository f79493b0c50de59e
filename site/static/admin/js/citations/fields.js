// The rich texts of the form, and selections in them.

/** The element around a rich text. */
export const EDITOR = "[data-draftail-editor-wrapper]";

/** Return the rich text around an element; its `editor` is Draftail's component. */
export function fieldAt(element) {
  const wrapper = element.closest(EDITOR);
  const input = wrapper && [...wrapper.parentNode.children].find((one) => one.draftailEditor);
  return input ? { wrapper, editor: input.draftailEditor } : null;
}

/** Return the selection of a range in a block. */
export function rangeOf(blockKey, start, end) {
  const range = { anchorOffset: start, focusOffset: end, hasFocus: true };
  return window.DraftJS.SelectionState.createEmpty(blockKey).merge(range);
}
