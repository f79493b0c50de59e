// Shows words of the form in the preview beside it. As in the form, no element is changed.
import { findWords, toRange } from "./words.js";

const NAME = "problem-current";
const STYLE = `::highlight(${NAME}) { background-color: Mark; color: MarkText; }`;

let sheet = null;

/** Mark the words of a line in the preview, if it is open, and scroll to them. */
export function showInPreview(line) {
  const frame = document.getElementById("w-preview-iframe");
  const view = frame?.checkVisibility() ? frame.contentWindow : null;
  // The document of another origin is not accessible.
  const page = frame?.contentDocument;
  if (!view || !page?.body || !view.CSS.highlights) return;
  view.CSS.highlights.delete(NAME);
  const isShown = line?.spot && line.place;
  const part = isShown && window.visualEditing.partFor(window.places.pathOf(line.place));
  const found = part && findWords([part], line.spot);
  if (!found) return;
  if (!page.adoptedStyleSheets.includes(sheet)) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    page.adoptedStyleSheets.push(sheet);
  }
  const range = toRange(found);
  view.CSS.highlights.set(NAME, new view.Highlight(range));
  const { top, bottom } = range.getBoundingClientRect();
  if (top >= 0 && bottom <= view.innerHeight) return;
  view.scrollTo({ top: view.scrollY + top - view.innerHeight / 3, behavior: "instant" });
}
