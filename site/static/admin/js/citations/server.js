// Requests to the citation views, and the labels and cards of sources that they return.

const MAX_IDS = 200;

/** The data attributes of the script tag: the address of the views, and translated texts. */
export const settings = document.querySelector("script[data-citations-url]").dataset;

/** Return the response, or throw an Error whose message is for users. An abort is thrown as it is. */
async function request(path, options = {}) {
  const { citationsUrl, failed, tooLarge } = settings;
  let response;
  try {
    response = await fetch(citationsUrl + path, {
      ...options,
      headers: { "X-Requested-With": "XMLHttpRequest", ...options.headers },
    });
  } catch (error) {
    throw error.name === "AbortError" ? error : new Error(failed);
  }
  if (response.ok) return response;
  throw new Error([400, 413].includes(response.status) ? tooLarge : failed);
}

function csrfHeaders() {
  const config = JSON.parse(document.getElementById("wagtail-config").textContent);
  return { [config.CSRF_HEADER_NAME]: config.CSRF_TOKEN };
}

const withQuery = (path, query) => `${path}?${new URLSearchParams(query)}`;

export async function getHtml(path, query, signal) {
  return (await request(withQuery(path, query), { signal })).text();
}

export async function getJson(path, query) {
  return (await request(withQuery(path, query))).json();
}

export async function postForm(path, body) {
  return (await request(path, { method: "POST", body, headers: csrfHeaders() })).json();
}

// -- Dialogs and templates -------------------------------------------------------------------------

let loading = null;

async function appendDialogs() {
  const template = document.createElement("template");
  template.innerHTML = await getHtml("", {});
  document.body.append(template.content);
}

/** Add the dialogs and templates to the page, once. */
export function loadDialogs() {
  loading ??= appendDialogs().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** Return a copy of a template's content, or null if the user may not use it. */
export function copyTemplate(id) {
  const template = document.getElementById(id);
  return template && template.content.firstElementChild.cloneNode(true);
}

// -- Labels and cards ------------------------------------------------------------------------------

const loaded = new Map();
const pending = new Set();
const watchers = new Set();
let missingLabel = "";
let running = null;

async function loadBatch() {
  const ids = [...pending].slice(0, MAX_IDS);
  for (const id of ids) pending.delete(id);
  const { missing, sources } = await getJson("labels/", { ids: ids.join(" ") });
  missingLabel = missing;
  for (const id of ids) loaded.set(id, sources[id] ?? null);
  for (const redraw of watchers) redraw();
}

async function loadPending() {
  // All marks of the page are drawn in one go: wait, and request their sources together.
  await new Promise((resolve) => setTimeout(resolve));
  while (pending.size) await loadBatch();
}

/** Load the sources that are not loaded yet. If that fails, marks keep their stored text. */
export function loadSources(ids) {
  for (const id of ids) if (!loaded.has(id)) pending.add(id);
  if (pending.size) {
    running ??= loadPending()
      .catch(() => pending.clear())
      .finally(() => {
        running = null;
      });
  }
  return running;
}

/** Call `redraw` after each load. Return a function that ends this. */
export function watchSources(redraw) {
  watchers.add(redraw);
  return () => watchers.delete(redraw);
}

export const areLoaded = (ids) => ids.every((id) => loaded.has(id));
export const areMissing = (ids) => !ids.length || ids.some((id) => loaded.get(id) === null);
export const labelOf = (id) => loaded.get(id)?.label ?? missingLabel;
export const cardOf = (id) => loaded.get(id)?.card ?? "";

/** Return the text of a mark: "[Wood 2006; Noppers 2011]". */
export const markText = (labels) => `[${labels.join("; ")}]`;
