// A mark in the text, and the card beside it that shows its sources and what can be done.
(() => {
  const { citations, React } = window;
  const { page, sources, text } = citations;
  const { EditorState } = window.DraftJS;
  const SOON = 150;
  const LATER = 300;
  const GAP = 6;

  let card = null;
  let wanted = null; // the mark whose card is shown, or is about to be
  let timer = null;

  function hide() {
    clearTimeout(timer);
    wanted = null;
    card?.hidePopover();
  }

  function soon(action, delay) {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  }

  /** Below the mark, above it where there is no room, and within the window. */
  function place(mark) {
    const around = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
    const { offsetHeight: height, offsetWidth: width } = card;
    const below = around.bottom + GAP;
    const fits = below + height < window.innerHeight;
    const left = Math.min(around.left, window.innerWidth - width - GAP);
    card.style.top = `${fits ? below : Math.max(GAP, around.top - height - GAP)}px`;
    card.style.left = `${Math.max(GAP, left)}px`;
  }

  function make() {
    card = citations.copy("citing-card");
    card.addEventListener("mouseenter", () => clearTimeout(timer));
    card.addEventListener("mouseleave", () => soon(hide, LATER));
    card.querySelector("[data-edit]").addEventListener("click", () => act("edit"));
    card.querySelector("[data-remove]").addEventListener("click", () => act("remove"));
    document.body.append(card);
  }

  async function show(mark) {
    await citations.shell();
    if (wanted !== mark || !mark.isConnected) return;
    if (!card) make();
    const ids = mark.dataset.citation.split(" ").filter(Boolean).map(Number);
    card.querySelector("[data-sources]").innerHTML = ids.map(sources.cardOf).join("");
    card.showPopover();
    place(mark);
  }

  function shownSoon(mark) {
    wanted = mark;
    soon(() => show(mark).catch(hide), SOON);
  }

  function act(action) {
    const mark = wanted;
    const { editor } = page.fieldAt(mark);
    const blockKey = mark.closest("[data-block]").dataset.offsetKey.split("-")[0];
    const state = editor.getEditorState();
    const found = text.markWith(state, mark.dataset.entity, blockKey);
    hide();
    if (action === "remove") {
      editor.onChange(text.removed(state, found));
      editor.focus();
    } else {
      const range = text.rangeOf(found.blockKey, found.start, found.end);
      editor.onChange(EditorState.acceptSelection(state, range));
      editor.onEditEntity(found.entityKey);
    }
  }

  document.addEventListener("keydown", ({ key }) => {
    if (!["Shift", "Control", "Alt", "Meta"].includes(key)) hide();
  });
  const scrolled = ({ target }) => target !== card && hide();
  document.addEventListener("scroll", scrolled, true);
  document.addEventListener("pointerdown", ({ target }) => {
    if (!card?.contains(target) && !target.closest(".citation-mark")) hide();
  });

  // Whoever moves with the keyboard sees the card of the mark beside the caret.
  document.addEventListener("keyup", ({ key }) => {
    if (!key.startsWith("Arrow")) return;
    const mark = window.getSelection().anchorNode?.parentElement?.closest(".citation-mark");
    if (mark) shownSoon(mark);
  });

  /** A mark. It reads as its sources are called now; the stored words lie underneath. */
  citations.Mark = class extends React.Component {
    get ids() {
      return page.idsOf(this.props.contentState.getEntity(this.props.entityKey));
    }

    componentDidMount() {
      this.unwatch = sources.watch(() => this.forceUpdate());
      sources.want(this.ids);
    }

    componentDidUpdate(before) {
      if (before.entityKey !== this.props.entityKey) sources.want(this.ids);
    }

    componentWillUnmount() {
      this.unwatch();
    }

    render() {
      const { children, decoratedText, entityKey } = this.props;
      const { ids } = this;
      const isKnown = sources.isKnown(ids);
      const label = isKnown ? sources.markOf(ids.map(sources.labelOf)) : decoratedText;
      const classes = ["citation-mark"];
      if (isKnown && sources.isMissing(ids)) classes.push("citation-mark--missing");
      if (label !== decoratedText) classes.push("citation-mark--renamed");
      return React.createElement(
        "span",
        {
          className: classes.join(" "),
          "data-citation": ids.join(" "),
          "data-entity": entityKey,
          "data-label": label,
          onMouseEnter: ({ currentTarget }) => shownSoon(currentTarget),
          onMouseLeave: () => soon(hide, LATER),
          onMouseUp: ({ currentTarget }) => shownSoon(currentTarget),
        },
        React.createElement("span", { className: "citation-mark-stored" }, children),
      );
    }
  };
})();
