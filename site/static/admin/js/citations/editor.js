// Citations in Wagtail's rich text editor: the button, the keyboard shortcut, the marks, and the
// card beside a mark.
import { chooseSources } from "./dialog.js";
import { fieldAt, rangeOf } from "./fields.js";
import "./lists.js";
import { onPaste } from "./numbers.js";
import * as server from "./server.js";
import * as text from "./text.js";

const { draftail, DraftJS, React } = window;
const { EditorState, KeyBindingUtil } = DraftJS;
const KEY_CODE_NINE = 57;

// -- The card beside a mark ------------------------------------------------------------------------

const SHOW_DELAY = 150;
const HIDE_DELAY = 300;
const GAP = 6;

let card = null;
let current = null; // the mark whose card is shown, or is about to be
let timer = null;

function hideCard() {
  clearTimeout(timer);
  current = null;
  card?.hidePopover();
}

function schedule(action, delay) {
  clearTimeout(timer);
  timer = setTimeout(action, delay);
}

const scheduleHide = () => schedule(hideCard, HIDE_DELAY);

/** Place the card below the mark, or above it if there is no room, and within the window. */
function placeCard(mark) {
  const around = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
  const { offsetHeight: height, offsetWidth: width } = card;
  const below = around.bottom + GAP;
  const fits = below + height < window.innerHeight;
  const left = Math.min(around.left, window.innerWidth - width - GAP);
  card.style.top = `${fits ? below : Math.max(GAP, around.top - height - GAP)}px`;
  card.style.left = `${Math.max(GAP, left)}px`;
}

function createCard() {
  card = server.copyTemplate("citing-card");
  card.addEventListener("mouseenter", () => clearTimeout(timer));
  card.addEventListener("mouseleave", scheduleHide);
  card.querySelector("[data-edit]").addEventListener("click", editMark);
  card.querySelector("[data-remove]").addEventListener("click", removeMark);
  document.body.append(card);
}

async function showCard(mark) {
  await server.loadDialogs();
  if (current !== mark || !mark.isConnected) return;
  if (!card) createCard();
  const ids = mark.dataset.citation.split(" ").filter(Boolean).map(Number);
  card.querySelector("[data-sources]").innerHTML = ids.map(server.cardOf).join("");
  card.showPopover();
  placeCard(mark);
}

function scheduleCard(mark) {
  current = mark;
  schedule(() => showCard(mark).catch(hideCard), SHOW_DELAY);
}

/** Hide the card, and return its mark with the editor that holds it. */
function takeMark() {
  const { editor } = fieldAt(current);
  const blockKey = current.closest("[data-block]").dataset.offsetKey.split("-")[0];
  const state = editor.getEditorState();
  const mark = text.markWith(state, current.dataset.entity, blockKey);
  hideCard();
  return { editor, state, mark };
}

function editMark() {
  const { editor, state, mark } = takeMark();
  const range = rangeOf(mark.blockKey, mark.start, mark.end);
  editor.onChange(EditorState.acceptSelection(state, range));
  editor.onEditEntity(mark.entityKey);
}

function removeMark() {
  const { editor, state, mark } = takeMark();
  editor.onChange(text.removeMark(state, mark));
  editor.focus();
}

document.addEventListener("keydown", ({ key }) => {
  if (!["Shift", "Control", "Alt", "Meta"].includes(key)) hideCard();
});
document.addEventListener("scroll", ({ target }) => target !== card && hideCard(), true);
document.addEventListener("pointerdown", ({ target }) => {
  if (!card?.contains(target) && !target.closest(".citation-mark")) hideCard();
});

// With the keyboard, show the card of the mark beside the caret.
document.addEventListener("keyup", ({ key }) => {
  if (!key.startsWith("Arrow")) return;
  const mark = window.getSelection().anchorNode?.parentElement?.closest(".citation-mark");
  if (mark) scheduleCard(mark);
});

// -- Components of Draftail ------------------------------------------------------------------------

/** A mark. It shows the sources' present labels; the stored text lies underneath. */
class Mark extends React.Component {
  get ids() {
    return text.idsOf(this.props.contentState.getEntity(this.props.entityKey));
  }

  componentDidMount() {
    this.unwatch = server.watchSources(() => this.forceUpdate());
    server.loadSources(this.ids);
  }

  componentDidUpdate(before) {
    if (before.entityKey !== this.props.entityKey) server.loadSources(this.ids);
  }

  componentWillUnmount() {
    this.unwatch();
  }

  render() {
    const { children, decoratedText, entityKey } = this.props;
    const { ids } = this;
    const isLoaded = server.areLoaded(ids);
    const label = isLoaded ? server.markText(ids.map(server.labelOf)) : decoratedText;
    const classes = ["citation-mark"];
    if (isLoaded && server.areMissing(ids)) classes.push("citation-mark--missing");
    if (label !== decoratedText) classes.push("citation-mark--renamed");
    return React.createElement(
      "span",
      {
        className: classes.join(" "),
        "data-citation": ids.join(" "),
        "data-entity": entityKey,
        "data-label": label,
        onMouseEnter: ({ currentTarget }) => scheduleCard(currentTarget),
        onMouseLeave: scheduleHide,
        onMouseUp: ({ currentTarget }) => scheduleCard(currentTarget),
      },
      React.createElement("span", { className: "citation-mark-stored" }, children),
    );
  }
}

/** Draftail renders this while the user chooses sources. */
class Source extends React.Component {
  componentDidMount() {
    const { editorState } = this.props;
    this.field = text.fieldOf(editorState);
    this.choose().catch((error) => {
      window.alert(error.message);
      this.cancel();
    });
  }

  async choose() {
    const { entity, entityKey, editorState, onComplete } = this.props;
    const isMark = entity && entity.getType() === text.TYPE;
    const blockKey = editorState.getSelection().getAnchorKey();
    const mark = isMark ? text.markWith(editorState, entityKey, blockKey) : null;
    if (mark) await server.loadSources(mark.ids);
    const before = mark && mark.ids.map((id) => ({ id, label: server.labelOf(id) }));
    const chosen = await chooseSources(before);
    if (chosen === null || (!chosen.length && !mark)) return this.cancel();
    const state = this.field.editor.getEditorState();
    const isRemoved = !chosen.length;
    return onComplete(isRemoved ? text.removeMark(state, mark) : text.cite(state, mark, chosen));
  }

  /** Restore the caret, which the browser moves to the start of a text that is not editable. */
  cancel() {
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

/** The button below a rich text: the toolbar shows only while text is selected. */
class Button extends React.Component {
  cite() {
    text.fieldOf(this.props.getEditorState()).editor.onRequestSource(text.TYPE);
  }

  render() {
    return React.createElement(
      "button",
      {
        type: "button",
        className: "citing-button",
        title: server.settings.buttonTitle,
        // The caret does not move.
        onMouseDown: (event) => event.preventDefault(),
        onClick: () => this.cite(),
      },
      React.createElement(
        "svg",
        { className: "icon", "aria-hidden": true },
        React.createElement("use", { href: "#icon-openquote" }),
      ),
      server.settings.button,
    );
  }
}

draftail.registerPlugin(
  { type: text.TYPE, source: Source, decorator: Mark, onPaste },
  "entityTypes",
);
draftail.registerPlugin({ type: text.TYPE, meta: Button }, "controls");
draftail.registerPlugin(
  {
    type: text.TYPE,
    keyBindingFn: (event) => {
      const isShortcut = event.shiftKey && KeyBindingUtil.hasCommandModifier(event);
      return isShortcut && event.keyCode === KEY_CODE_NINE ? text.TYPE : undefined;
    },
    onChange: (state, { getEditorState }) => text.stepOverMark(state, getEditorState()),
  },
  "plugins",
);
