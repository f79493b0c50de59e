// Citations in Wagtail's rich text editor: the button, the keyboard shortcut, and the marks.
(() => {
  const { citations, draftail, DraftJS, React } = window;
  const { page, sources, text, words } = citations;
  const { EditorState, KeyBindingUtil } = DraftJS;
  const NINE = 57;

  /** Asked for a citation, Draftail puts this into its place until there is a result. */
  class Source extends React.Component {
    componentDidMount() {
      const { editorState } = this.props;
      this.field = page.fieldOf(editorState);
      this.choose().catch((error) => {
        window.alert(error.message);
        this.leave();
      });
    }

    async choose() {
      const { entity, entityKey, editorState, onComplete } = this.props;
      const isMark = entity && entity.getType() === page.TYPE;
      const blockKey = editorState.getSelection().getAnchorKey();
      const mark = isMark ? text.markWith(editorState, entityKey, blockKey) : null;
      if (mark) await sources.want(mark.ids);
      const before = mark && mark.ids.map((id) => ({ id, label: sources.labelOf(id) }));
      const chosen = await citations.choose(before);
      if (chosen === null || (!chosen.length && !mark)) return this.leave();
      const state = this.field.editor.getEditorState();
      return onComplete(
        chosen.length ? text.cited(state, mark, chosen) : text.removed(state, mark),
      );
    }

    /** Gives the caret back: the browser puts it to the start of what it cannot edit just now. */
    leave() {
      const { editor } = this.field;
      const selection = this.props.editorState.getSelection().set("hasFocus", true);
      this.props.onClose();
      setTimeout(() => {
        editor.focus();
        editor.onChange(EditorState.forceSelection(editor.getEditorState(), selection));
      });
    }

    render() {
      return null;
    }
  }

  /** The button at the foot of a rich text: the toolbar shows only while words are selected. */
  class Button extends React.Component {
    cite() {
      page.fieldOf(this.props.getEditorState()).editor.onRequestSource(page.TYPE);
    }

    render() {
      return React.createElement(
        "button",
        {
          type: "button",
          className: "citing-button",
          title: words.hint,
          // The caret stays where it is.
          onMouseDown: (event) => event.preventDefault(),
          onClick: () => this.cite(),
        },
        React.createElement(
          "svg",
          { className: "icon", "aria-hidden": true },
          React.createElement("use", { href: "#icon-openquote" }),
        ),
        words.button,
      );
    }
  }

  draftail.registerPlugin(
    { type: page.TYPE, source: Source, decorator: citations.Mark, onPaste: citations.onPaste },
    "entityTypes",
  );
  draftail.registerPlugin({ type: page.TYPE, meta: Button }, "controls");
  draftail.registerPlugin(
    {
      type: page.TYPE,
      keyBindingFn: (event) => {
        const isShortcut = event.shiftKey && KeyBindingUtil.hasCommandModifier(event);
        return isShortcut && event.keyCode === NINE ? page.TYPE : undefined;
      },
      onChange: (state, { getEditorState }) => text.steppedOver(state, getEditorState()),
    },
    "plugins",
  );
})();
