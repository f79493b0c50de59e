/**
 * Moves the caret of a rich text in the form to where the preview was clicked. Wagtail gives each
 * paragraph the same key in both (`data-block-key`).
 */
(() => {
  const CITED = ".citation, .citation-missing";
  const MARK = "\0";

  /** Return the paragraph's key and the text before a click in the preview, or null. */
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

  /** Return the offset after `before` in a text of the form, where citation marks differ. */
  function offsetIn(text, isMark, before) {
    let remaining = before.replace(/[\s\0]/g, "").length;
    let offset = 0;
    for (; remaining && offset < text.length; offset += 1) {
      if (/\S/.test(text[offset]) && !isMark(offset)) remaining -= 1;
    }
    const skip = (matches) => {
      while (offset < text.length && matches(offset)) offset += 1;
    };
    const isSpace = (position) => /\s/.test(text[position]);
    if (/\0\s*$/.test(before)) skip((position) => isMark(position) || isMark(position + 1));
    if (/\s$/.test(before)) skip(isSpace);
    return offset;
  }

  /** Move the caret of a rich text to the place of a click. */
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
