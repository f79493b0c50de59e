// Pasting: keeps the marks and the raised numbers in what is pasted, and looks for numbers in it.
(() => {
  const { citations, DraftJS } = window;
  const { ContentState, EditorState, Modifier } = DraftJS;
  // Where Draftail leaves a copied text for another of its editors.
  const COPIED = "data-draftjs-conductor-fragment";

  function copiedIn(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    const copied = body.querySelector(`[${COPIED}]`)?.getAttribute(COPIED);
    if (!copied) return null;
    try {
      return DraftJS.convertFromRaw(JSON.parse(copied));
    } catch {
      return null;
    }
  }

  function fragmentOf(html) {
    const copied = copiedIn(html);
    if (copied) return citations.page.marksIn(copied).length ? copied : null;
    const kept = citations.finding.raisedKept(html);
    if (!kept) return null;
    const { contentBlocks, entityMap } = DraftJS.convertFromHTML(kept);
    return contentBlocks && ContentState.createFromBlockArray(contentBlocks, entityMap);
  }

  citations.onPaste = (text, html, editorState, { setEditorState, getEditorState }) => {
    const field = citations.page.fieldOf(getEditorState());
    setTimeout(() => citations.offer(field).catch(() => {}));
    const fragment = html && fragmentOf(html);
    if (!fragment) return "not-handled";
    const content = Modifier.replaceWithFragment(
      editorState.getCurrentContent(),
      editorState.getSelection(),
      fragment.getBlockMap(),
    );
    setEditorState(EditorState.push(editorState, content, "insert-fragment"));
    return "handled";
  };
})();
