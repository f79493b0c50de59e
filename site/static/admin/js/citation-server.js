// Asks the server about sources: for pieces of HTML, and for data.
window.citations = { panels: {}, words: document.currentScript.dataset };

(() => {
  const { citations } = window;
  const { address, trouble, toomuch } = citations.words;

  /** The answer, or an Error whose message is for people. An abort stays what it is. */
  async function ask(path, options = {}) {
    let response;
    try {
      response = await fetch(address + path, {
        ...options,
        headers: { "X-Requested-With": "XMLHttpRequest", ...options.headers },
      });
    } catch (error) {
      throw error.name === "AbortError" ? error : new Error(trouble);
    }
    if (response.ok) return response;
    throw new Error([400, 413].includes(response.status) ? toomuch : trouble);
  }

  function csrf() {
    const config = JSON.parse(document.getElementById("wagtail-config").textContent);
    return { [config.CSRF_HEADER_NAME]: config.CSRF_TOKEN };
  }

  const withQuery = (path, query) => `${path}?${new URLSearchParams(query)}`;

  citations.server = {
    html: async (path, query, signal) => (await ask(withQuery(path, query), { signal })).text(),
    json: async (path, query) => (await ask(withQuery(path, query))).json(),
    send: async (path, body) =>
      (await ask(path, { method: "POST", body, headers: csrf() })).json(),
  };

  let shell = null;

  async function load() {
    const holder = document.createElement("template");
    holder.innerHTML = await citations.server.html("", {});
    document.body.append(holder.content);
  }

  /** Puts the dialogs and templates into the page, once. */
  citations.shell = () => {
    shell ??= load().catch((error) => {
      shell = null;
      throw error;
    });
    return shell;
  };

  /** A copy of what a template of the dialog holds; null where the user may not use it. */
  citations.copy = (id) => {
    const template = document.getElementById(id);
    return template && template.content.firstElementChild.cloneNode(true);
  };
})();
