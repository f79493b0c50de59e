// The two dialogs. They stand outside the form of the page: nothing in them is sent with it.

/** Add a dialog to the page and return it. It is removed when it closes. */
function add(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  for (const button of dialog.querySelectorAll("[data-cancel]"))
    button.addEventListener("click", () => dialog.close());
  return dialog;
}

/** Call `submit` when the dialog is sent; it returns lines that say what is wrong, or nothing. */
function onSubmit(dialog, submit) {
  const form = dialog.querySelector("form");
  const button = form.querySelector("[type=submit]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-busy")) return;
    const errors = dialog.querySelector("[data-errors]");
    errors.replaceChildren();
    button.setAttribute("aria-busy", "true");
    const lines = await submit(form);
    button.removeAttribute("aria-busy");
    if (lines?.length) errors.append(...lines.map(paragraph));
    else dialog.close();
  });
}

export function paragraph(text) {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}

function createOption(text, value) {
  const option = document.createElement("option");
  option.textContent = text;
  option.value = value;
  return option;
}

/** Open the dialog in which sections are ticked. `names` are those of the sections in the form. */
export function openSaving(template, names, submit) {
  const dialog = add(template.content.firstElementChild.cloneNode(true));
  const list = dialog.querySelector("[data-sections]");
  for (const [index, name] of names.entries()) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", name: "section", value: index });
    label.append(box, Object.assign(document.createElement("span"), { textContent: name }));
    const item = document.createElement("li");
    item.append(label);
    list.append(item);
  }
  onSubmit(dialog, (form) => submit(new FormData(form)));
  dialog.showModal();
  dialog.querySelector("input")?.focus();
}

/** Open the dialog with the sets. `places` are the texts of the positions, the last one chosen. */
export function openChoosing(html, places, submit) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const dialog = add(template.content.querySelector("dialog"));
  const where = dialog.querySelector("[data-where]");
  where?.append(...places.map(({ text, value }) => createOption(text, value)));
  onSubmit(dialog, (form) => submit(new FormData(form).get("set"), Number(where.value)));
  for (const details of dialog.querySelectorAll("details")) {
    details.addEventListener("toggle", () => {
      const frame = details.querySelector("iframe");
      if (details.open && !frame.src) frame.src = frame.dataset.src;
    });
  }
  dialog.querySelector("[data-filter]")?.addEventListener("input", (event) => {
    filterSets(dialog, event.target.value.trim().toLowerCase());
  });
  dialog.showModal();
  dialog.querySelector("[data-filter], input:enabled, .saved-dialog__foot button")?.focus();
}

function filterSets(dialog, words) {
  let isAnyShown = false;
  for (const set of dialog.querySelectorAll("[data-set]")) {
    set.hidden = !set.textContent.toLowerCase().includes(words);
    isAnyShown ||= !set.hidden;
    // What is hidden is not inserted.
    if (set.hidden) set.querySelector("input").checked = false;
  }
  dialog.querySelector("[data-none]").hidden = isAnyShown;
}
