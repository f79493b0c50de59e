// The tabs of the citation dialog. Each is made from its section and the dialog, and may return
// functions that the dialog calls: `start`, `focus`, `show`.
import { getHtml, getJson, postForm } from "./server.js";

const SEARCH_DELAY = 200;

function fragmentOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Call `search` shortly after each change of an input, and abort the searches before it.
 *
 * Return a function that searches at once. */
export function searchOnInput(input, search, onError) {
  let timer = null;
  let running = null;
  const searchNow = async () => {
    clearTimeout(timer);
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    try {
      await search(signal);
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(searchNow, SEARCH_DELAY);
  });
  return searchNow;
}

/** Post a form and show the answer. */
async function submit(dialog, form, submitter, path, showHtml) {
  const data = new FormData(form, submitter);
  form.setAttribute("aria-busy", "true");
  submitter.disabled = true;
  try {
    const answer = await postForm(path, data);
    if ("html" in answer) showHtml(answer.html);
    for (const source of answer.chosen ?? []) dialog.ticks.set(source, true);
    dialog.ticks.updateBoxes();
    dialog.setStatus(answer.message ?? "");
    if (answer.chosen) dialog.done.focus();
    return answer;
  } catch (error) {
    dialog.showError(error);
    return {};
  } finally {
    form.removeAttribute("aria-busy");
    submitter.disabled = false;
  }
}

function searchPanel(section, dialog) {
  const form = section.querySelector("form");
  const input = form.elements.q;
  const results = section.querySelector("[data-results]");
  const query = (start) => ({ q: input.value, here: dialog.here.join(" "), start });

  const search = searchOnInput(
    input,
    async (signal) => {
      const html = await getHtml("search/", query(0), signal);
      const { activeElement } = document;
      const focused = results.contains(activeElement) && activeElement.dataset.source;
      results.innerHTML = html;
      if (focused) (results.querySelector(`[data-source="${focused}"]`) ?? input).focus();
      dialog.ticks.updateBoxes();
      dialog.setStatus(results.querySelector("[data-summary]").textContent, "hidden");
    },
    (error) => dialog.showError(error),
  );

  async function showMore(button) {
    button.disabled = true;
    const next = fragmentOf(await getHtml("search/", query(button.dataset.more)));
    const rows = [...next.querySelectorAll("li")];
    results.querySelector("ul").append(...rows);
    button.replaceWith(...next.querySelectorAll("[data-more]"));
    dialog.ticks.updateBoxes();
    rows[0]?.querySelector("input").focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  results.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-more]");
    if (button) showMore(button).catch((error) => dialog.showError(error));
  });
  section.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [input, ...results.querySelectorAll("[data-source]")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  return {
    start() {
      form.reset();
      return search();
    },
    focus: () => input.focus(),
  };
}

function herePanel(section, dialog) {
  return {
    async show() {
      section.innerHTML = await getHtml("sources/", { ids: dialog.here.join(" ") });
      dialog.ticks.updateBoxes();
    },
  };
}

function pastePanel(section, dialog) {
  const form = section.querySelector("form");
  const results = section.querySelector("[data-results]");
  form.addEventListener("input", ({ target }) => {
    if (["text", "file"].includes(target.name)) results.replaceChildren();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await submit(dialog, form, event.submitter, "paste/", (html) => {
      results.innerHTML = html;
      results.scrollIntoView({ block: "nearest" });
    });
    if (answer.chosen) form.reset();
  });
  results.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-complete]");
    if (!button) return;
    const data = new FormData(form);
    data.set("complete", button.dataset.complete);
    try {
      const answer = await postForm("paste/", data);
      await dialog.show("new", answer.form);
      dialog.element.querySelector("#citing-new :is(input, select, textarea)").focus();
    } catch (error) {
      dialog.showError(error);
    }
  });
  return {
    fill(text) {
      form.elements.text.value = text;
      form.requestSubmit(form.querySelector("[type=submit]"));
    },
  };
}

function newPanel(section, dialog) {
  const showForm = (html) => {
    section.innerHTML = html;
  };
  section.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await submit(dialog, event.target, event.submitter, "new/", showForm);
    if (!answer.chosen) section.querySelector('[aria-invalid="true"], [data-source]')?.focus();
  });
  return {
    /** Show a form that is filled in (`html`), or keep what was typed and not saved. */
    async show(html) {
      if (html) showForm(html);
      else if (!section.firstElementChild) showForm((await getJson("new/", {})).html);
    },
  };
}

export const panels = { search: searchPanel, here: herePanel, paste: pastePanel, new: newPanel };
