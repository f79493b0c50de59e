// Lists of references that were typed into a text, as the list of problems finds them: offers them as
// sources, and deletes their lines.
import { pasteReferences } from "./dialog.js";
import { convertAll } from "./numbers.js";
import { linesWithout, richTexts } from "./text.js";

/** Give the numbers of all texts their sources by the list; without numbers, fill in "Paste". */
async function citeList(references) {
  const isConverted = await convertAll(references);
  if (!isConverted) await pasteReferences(references);
}

function deleteList(place, references) {
  const field = richTexts().find(({ wrapper }) => place.contains(wrapper));
  if (!field) return;
  const { editor } = field;
  editor.onChange(linesWithout(editor.getEditorState(), new Set(references.split("\n"))));
}

document.addEventListener("citations:cite-list", ({ detail }) => {
  citeList(detail.references).catch((error) => window.alert(error.message));
});
document.addEventListener("citations:delete-list", ({ detail }) => {
  deleteList(detail.place, detail.references);
});
