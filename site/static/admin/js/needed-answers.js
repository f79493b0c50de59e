/* "Required if" of the fields of a form: offer the other questions with choices, and their choices.

   Without this script, the question and its answers are typed. */
(() => {
  const CHOICE_TYPES = ["radio", "dropdown", "checkboxes", "multiselect"];
  const QUESTION = '[name^="form_fields-"][name$="-needed_question"]';

  const rows = () => [...document.querySelectorAll(QUESTION)].map((question) => {
    const control = (name) =>
      document.querySelector(`[name="${question.name.replace("needed_question", name)}"]`);
    return {
      question,
      answers: control("needed_answers"),
      label: control("label"),
      type: control("field_type"),
      choices: control("choices"),
      isDeleted: control("DELETE")?.value === "1",
    };
  });

  const lines = (text) =>
    text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);

  const choicesOf = (row) =>
    row.choices.value.includes("\n") ? lines(row.choices.value)
      : row.choices.value.split(",").map((choice) => choice.trim()).filter(Boolean);

  const same = (one, other) => one.trim().toLowerCase() === other.trim().toLowerCase();

  const changed = (control) => control.dispatchEvent(new Event("change", { bubbles: true }));

  function enhance(row) {
    if (row.question.dataset.enhanced) return;
    row.question.dataset.enhanced = "true";
    const select = document.createElement("select");
    select.id = `${row.question.id}_choice`;
    const label = document.querySelector(`label[for="${row.question.id}"]`);
    if (label) label.htmlFor = select.id;
    select.addEventListener("change", () => {
      row.question.value = select.value;
      row.answers.value = "";
      changed(row.question);
      refresh();
    });
    row.question.after(select);
    row.question.hidden = true;

    const group = document.createElement("div");
    group.id = `${row.answers.id}_choices`;
    group.setAttribute("role", "group");
    const heading = document.querySelector(`label[for="${row.answers.id}"]`);
    group.setAttribute("aria-label", heading ? heading.textContent.trim() : "");
    group.addEventListener("change", () => {
      row.answers.value = [...group.querySelectorAll(":checked")].map((box) => box.value).join("\n");
      changed(row.answers);
    });
    row.answers.after(group);
    row.answers.hidden = true;
  }

  function offerQuestions(row, others) {
    const select = document.getElementById(`${row.question.id}_choice`);
    const labels = others.map((other) => other.label.value.trim()).filter(Boolean);
    const chosen = labels.find((label) => same(label, row.question.value)) || row.question.value.trim();
    const options = new Set(["", ...labels, chosen]);
    select.replaceChildren(...[...options].map((text) => new Option(text || "–", text)));
    select.value = chosen;
  }

  function offerAnswers(row, others) {
    const group = document.getElementById(`${row.answers.id}_choices`);
    const question = others.find((other) => same(other.label.value, row.question.value));
    const chosen = lines(row.answers.value);
    const offered = row.question.value ? new Set([...(question ? choicesOf(question) : []), ...chosen]) : [];
    group.replaceChildren(...[...offered].map((text) => {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = text;
      box.checked = chosen.includes(text);
      label.append(box, ` ${text}`);
      label.style.display = "block";
      return label;
    }));
  }

  function refresh() {
    const all = rows();
    all.forEach(enhance);
    for (const row of all) {
      const others = all.filter((other) =>
        other !== row && !other.isDeleted && CHOICE_TYPES.includes(other.type.value));
      offerQuestions(row, others);
      offerAnswers(row, others);
    }
  }

  /* A question that is renamed stays the one that others name. */
  const labels = new Map();

  function rename(control) {
    const before = labels.get(control.name);
    if (before) {
      for (const row of rows()) {
        if (same(row.question.value, before)) row.question.value = control.value;
      }
    }
    labels.set(control.name, control.value);
  }

  function start() {
    const panel = document.getElementById("id_form_fields-FORMS");
    if (!panel) return;
    for (const row of rows()) labels.set(row.label.name, row.label.value);
    refresh();
    panel.addEventListener("change", (event) => {
      const name = event.target.name || "";
      if (name.endsWith("-label")) rename(event.target);
      if (/-(label|field_type|choices|DELETE)$/.test(name)) refresh();
    });
    new MutationObserver(refresh).observe(panel, { childList: true });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
