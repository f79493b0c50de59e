// Changes to a text that is being edited: a mark put in, replaced, taken out, stepped over.
(() => {
  const { citations, DraftJS } = window;
  const { EditorState, Modifier, SelectionState } = DraftJS;
  const { TYPE, marksIn } = citations.page;
  const OPENING = /[\s([{/–—-]/;
  const WORD = /[\p{L}\p{N}]/u;

  function rangeOf(blockKey, start, end) {
    const range = { anchorOffset: start, focusOffset: end, hasFocus: true };
    return SelectionState.createEmpty(blockKey).merge(range);
  }

  /** Where a new mark goes: behind the selection, and never into a link. */
  function placeOf(editorState) {
    const selection = editorState.getSelection();
    const blockKey = selection.getEndKey();
    const block = editorState.getCurrentContent().getBlockForKey(blockKey);
    let offset = selection.getEndOffset();
    const around = offset > 0 ? block.getEntityAt(offset - 1) : null;
    while (around && block.getEntityAt(offset) === around) offset += 1;
    return { blockKey, start: offset, end: offset };
  }

  /** The content with a mark in a place; `isMark` where there was one, spaced as it should be. */
  function put(content, place, sources, isMark) {
    const { blockKey, start, end } = place;
    const text = content.getBlockForKey(blockKey).getText();
    const label = citations.sources.markOf(sources.map((source) => source.label));
    const before = !isMark && start > 0 && !OPENING.test(text[start - 1]) ? " " : "";
    const after = !isMark && WORD.test(text[end] ?? "") ? " " : "";
    const ids = sources.map((source) => source.id).join(" ");
    const named = content.createEntity(TYPE, "IMMUTABLE", { ids });
    const key = named.getLastCreatedEntityKey();
    const range = rangeOf(blockKey, start, end);
    const written = Modifier.replaceText(named, range, before + label + after);
    const first = start + before.length;
    const last = first + label.length;
    const marked = Modifier.applyEntity(written, rangeOf(blockKey, first, last), key);
    return { content: marked, caret: rangeOf(blockKey, last, last) };
  }

  function pushed(editorState, content, caret, change) {
    const after = content.merge({ selectionAfter: caret });
    return EditorState.acceptSelection(EditorState.push(editorState, after, change), caret);
  }

  /** The text with a mark for the sources, in the place of one or at the caret. */
  function cited(editorState, mark, sources) {
    const place = mark ?? placeOf(editorState);
    const { content, caret } = put(
      editorState.getCurrentContent(),
      place,
      sources,
      Boolean(mark),
    );
    return pushed(editorState, content, caret, "apply-entity");
  }

  /** The text with sources in the place of each `{ blockKey, start, end, sources }`. */
  function citedAll(editorState, places) {
    const ordered = [...places].sort((one, other) => other.start - one.start);
    let content = editorState.getCurrentContent();
    for (const place of ordered) ({ content } = put(content, place, place.sources, false));
    return pushed(editorState, content, editorState.getSelection(), "apply-entity");
  }

  /** The text without a mark, and without the space that stood before it. */
  function removed(editorState, { blockKey, start, end }) {
    const content = editorState.getCurrentContent();
    const text = content.getBlockForKey(blockKey).getText();
    const isSpaced = text[start - 1] === " " && !WORD.test(text[end] ?? "");
    const first = isSpaced ? start - 1 : start;
    const without = Modifier.replaceText(content, rangeOf(blockKey, first, end), "");
    return pushed(editorState, without, rangeOf(blockKey, first, first), "remove-range");
  }

  /** The mark with an entity's key; of two with the same, the one in the given block. */
  function markWith(editorState, entityKey, blockKey) {
    const marks = marksIn(editorState.getCurrentContent());
    const same = marks.filter((mark) => mark.entityKey === entityKey);
    return same.find((mark) => mark.blockKey === blockKey) ?? same[0];
  }

  /** The text with the caret beside a mark instead of inside: what is typed there would break it. */
  function steppedOver(editorState, before) {
    const selection = editorState.getSelection();
    if (!selection.isCollapsed() || !selection.getHasFocus()) return editorState;
    const blockKey = selection.getAnchorKey();
    const offset = selection.getAnchorOffset();
    const entityKey = editorState.getCurrentContent().getBlockForKey(blockKey).getEntityAt(offset);
    const mark = entityKey && markWith(editorState, entityKey, blockKey);
    if (!mark || offset <= mark.start || offset >= mark.end) return editorState;
    const from = before.getSelection();
    const isNear = from.getAnchorKey() === blockKey;
    let edge = offset - mark.start < mark.end - offset ? mark.start : mark.end;
    if (isNear && from.getAnchorOffset() === mark.start) edge = mark.end;
    if (isNear && from.getAnchorOffset() === mark.end) edge = mark.start;
    return EditorState.forceSelection(editorState, rangeOf(blockKey, edge, edge));
  }

  citations.text = { cited, citedAll, removed, markWith, rangeOf, steppedOver };
})();
