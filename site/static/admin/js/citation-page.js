// What is being edited: the rich texts of the form, and the sources it cites as it stands now.
(() => {
  const { citations } = window;
  const TYPE = "CITATION";
  const EDITOR = "[data-draftail-editor-wrapper]";
  const CHOOSER = '.chooser[data-chooser-url*="/articles/reference/"]';

  /** The rich text around an element: its `editor` is Draftail's component. */
  function fieldAt(element) {
    const wrapper = element.closest(EDITOR);
    const input = wrapper && [...wrapper.parentNode.children].find((one) => one.draftailEditor);
    return input ? { wrapper, editor: input.draftailEditor } : null;
  }

  /** The rich text that shows an editor state. */
  function fieldOf(editorState) {
    const fields = [...document.querySelectorAll(EDITOR)].map(fieldAt);
    return fields.find((field) => field?.editor.getEditorState() === editorState);
  }

  function idsOf(entity) {
    return (entity.getData().ids || "").split(" ").filter(Boolean).map(Number);
  }

  /** Each mark of a text in order: where it stands, and the ids of its sources. */
  function marksIn(content) {
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

  /** The ids of all sources that the form cites, each once, in the order of reading. */
  function ids() {
    const places = [...document.querySelectorAll(`${EDITOR}, ${CHOOSER}`)];
    return [...new Set(places.filter((place) => !isDeleted(place)).flatMap(idsAt))];
  }

  citations.page = { TYPE, fieldAt, fieldOf, idsOf, marksIn, ids };
})();
