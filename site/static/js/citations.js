// Shows a reference beside its citation. Without this script, or with a modified click, the citation
// is a link to the list of references.

const GAP = 12;
const EDGE = 16;

const popover = document.querySelector(".reference-popover");
const cards = popover?.querySelector(".reference-cards");
const template = popover?.querySelector("template");
let opener = null; // the citation whose reference is shown
let pressed = null; // the opener when the pointer last went down

function entriesOf(mark) {
  const ids = mark.dataset.entries ?? mark.hash.slice(1);
  return ids.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
}

function card(entry) {
  const filled = template.content.cloneNode(true);
  const heading = filled.querySelector("h2");
  const body = entry.querySelector(".reference-body").cloneNode(true);
  const title = body.querySelector(".reference-title");
  title?.parentElement.prepend(title);
  body.querySelector(".back-links")?.remove();
  heading.textContent = entry.dataset.name;
  heading.after(body);
  filled.querySelector(".reference-jump").href = `#${entry.id}`;
  return filled;
}

// Below the citation, else above it, else as low as the window allows. In a small window the
// style sheet ignores this and shows a sheet at the bottom.
function place() {
  const mark = opener.getBoundingClientRect();
  const lowest = innerHeight - popover.offsetHeight - EDGE;
  const above = mark.top - GAP - popover.offsetHeight;
  let y = mark.bottom + GAP;
  if (y > lowest) y = above < EDGE ? Math.max(EDGE, lowest) : above;
  popover.style.setProperty("--x", `${mark.left}px`);
  popover.style.setProperty("--y", `${y + scrollY}px`);
}

function open(mark) {
  if (opener) popover.hidePopover();
  opener = mark;
  cards.replaceChildren(...entriesOf(mark).map(card));
  popover.hidden = false;
  popover.ariaLabel = mark.ariaLabel;
  popover.showPopover({ source: mark });
  popover.scrollTop = 0;
  mark.ariaExpanded = "true";
  place();
  popover.focus({ preventScroll: true });
  // A sheet must not hide the sentence it belongs to.
  const covered = mark.getBoundingClientRect().bottom + GAP - popover.getBoundingClientRect().top;
  if (getComputedStyle(popover).position === "fixed" && covered > 0) scrollBy(0, covered);
}

function onClick(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const mark = event.currentTarget;
  if (mark === opener) popover.hidePopover();
  // Pressing the citation of an open popover has closed it before the click arrives.
  else if (!event.detail || mark !== pressed) open(mark);
}

function onToggle({ newState }) {
  if (newState === "open") return;
  const mark = opener;
  const focused = document.activeElement;
  opener = null;
  mark.ariaExpanded = "false";
  // Return the focus unless the reader has moved it to another element.
  if (popover.contains(focused) || focused.contains(mark)) mark.focus({ preventScroll: true });
}

if (popover?.showPopover) {
  for (const mark of document.querySelectorAll("[role=doc-biblioref]")) {
    if (!entriesOf(mark).length) continue;
    mark.ariaExpanded = "false";
    mark.addEventListener("click", onClick);
  }
  popover.addEventListener("beforetoggle", onToggle);
  popover.addEventListener("click", ({ target }) => {
    if (target.closest("button, .reference-jump")) popover.hidePopover();
  });
  addEventListener("pointerdown", () => (pressed = opener));
  // The popover must not cover the focused element.
  addEventListener("focusin", ({ target }) => {
    if (opener && !target.contains(opener) && !popover.contains(target)) popover.hidePopover();
  });
  addEventListener("resize", () => opener && place());
}

// Browsers without `::details-content` do not open a folded list for the entry that is linked to.
function unfold() {
  const entry = location.hash && document.getElementById(location.hash.slice(1));
  const fold = entry && entry.closest("details:not([open])");
  if (!fold) return;
  fold.open = true;
  entry.scrollIntoView();
  entry.focus({ preventScroll: true });
}

addEventListener("hashchange", unfold);
unfold();

// The back links of the second and third number of a run lead to an element inside its link.
addEventListener("hashchange", () => document.querySelector(".citation a:has(:target)")?.focus());
