/**
 * From a click on a text in the preview to the cursor in the rich text of the form. Wagtail gives
 * each paragraph the same key in both (`data-block-key`).
 */
(() => {
  const CITED = ".citation, .citation-missing";
  const MARK = "\0";

  /** Where the caret is in a text of the preview: the text's key, and what stands before it. */
  function at(page, { clientX, clientY }) {
    const caret = page.caretPositionFromPoint?.(clientX, clientY);
    const node = caret?.offsetNode;
    const text = (node?.closest ? node : node?.parentElement)?.closest("[data-block-key]");
    if (!text) return null;
    const range = page.createRange();
    range.setStart(text, 0);
    range.setEnd(node, caret.offset);
    const before = range.cloneContents();
    for (const mark of before.querySelectorAll(CITED)) mark.replaceWith(MARK);
    return { key: text.dataset.blockKey, before: before.textContent };
  }

  /** How far into a text of the form that is. Marks and spaces around them differ, words do not. */
  function offsetIn(text, isMark, before) {
    let left = before.replace(/[\s\0]/g, "").length;
    let offset = 0;
    for (; left && offset < text.length; offset += 1) {
      if (/\S/.test(text[offset]) && !isMark(offset)) left -= 1;
    }
    const pass = (isPassed) => {
      while (offset < text.length && isPassed(offset)) offset += 1;
    };
    const isSpace = (position) => /\s/.test(text[position]);
    if (/\0\s*$/.test(before)) pass((position) => isMark(position) || isMark(position + 1));
    if (/\s$/.test(before)) pass(isSpace);
    return offset;
  }

  /** Puts the cursor of a rich text where it was in the preview, which shows numbers for marks. */
  function put(place, { key, before }) {
    const { EditorState, SelectionState } = window.DraftJS;
    const editors = [...place.querySelectorAll("input")].map((input) => input.draftailEditor);
    const contentOf = (editor) => editor.getEditorState().getCurrentContent();
    const editor = editors.find((one) => one && contentOf(one).getBlockForKey(key));
    if (!editor) return;
    const content = contentOf(editor);
    const block = content.getBlockForKey(key);
    const isMark = (position) => {
      const entity = block.getEntityAt(position);
      return Boolean(entity) && content.getEntity(entity).getType() === "CITATION";
    };
    const offset = offsetIn(block.getText(), isMark, before);
    const caret = { anchorOffset: offset, focusOffset: offset, hasFocus: true };
    const selection = SelectionState.createEmpty(key).merge(caret);
    editor.onChange(EditorState.forceSelection(editor.getEditorState(), selection));
  }

  window.carets = { at, put };
})();
