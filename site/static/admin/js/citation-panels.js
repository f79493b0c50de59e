// The tabs of the citation dialog: what each asks of the server, and does with the answer.
(() => {
  const { citations } = window;
  const { server, panels } = citations;
  const PAUSE = 200;

  function htmlOf(text) {
    const holder = document.createElement("template");
    holder.innerHTML = text;
    return holder.content;
  }

  /** Runs `search` a moment after the last key, and forgets the answers to earlier questions. */
  citations.searching = (input, search, failed) => {
    let timer = null;
    let running = null;
    const now = async () => {
      clearTimeout(timer);
      running?.abort();
      running = new AbortController();
      const { signal } = running;
      try {
        await search(signal);
      } catch (error) {
        if (!signal.aborted) failed(error);
      }
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(now, PAUSE);
    });
    return now;
  };

  panels.search = (section, dialog) => {
    const form = section.querySelector("form");
    const input = form.elements.q;
    const results = section.querySelector("[data-results]");
    const query = (start) => ({ q: input.value, here: dialog.here.join(" "), start });
    const failed = (error) => dialog.say(error.message, "trouble");

    const look = citations.searching(
      input,
      async (signal) => {
        const found = await server.html("search/", query(0), signal);
        const held = results.contains(document.activeElement) && document.activeElement.dataset.source;
        results.innerHTML = found;
        if (held) (results.querySelector(`[data-source="${held}"]`) ?? input).focus();
        dialog.ticks.mirror();
        dialog.say(results.querySelector("[data-told]").textContent, "quiet");
      },
      failed,
    );

    async function more(button) {
      button.disabled = true;
      const following = htmlOf(await server.html("search/", query(button.dataset.more)));
      const rows = [...following.querySelectorAll("li")];
      results.querySelector("ul").append(...rows);
      button.replaceWith(...following.querySelectorAll("[data-more]"));
      dialog.ticks.mirror();
      rows[0]?.querySelector("input").focus();
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      look();
    });
    results.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-more]");
      if (button) more(button).catch(failed);
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
        return look();
      },
      focus: () => input.focus(),
    };
  };

  panels.here = (section, dialog) => ({
    async show() {
      section.innerHTML = await server.html("sources/", { ids: dialog.here.join(" ") });
      dialog.ticks.mirror();
    },
  });

  /** Sends a form and shows the answer; `path` is where to. */
  async function send(dialog, form, submitter, path, show) {
    const data = new FormData(form, submitter);
    form.setAttribute("aria-busy", "true");
    submitter.disabled = true;
    try {
      const answer = await server.send(path, data);
      if ("html" in answer) show(answer.html);
      for (const source of answer.chosen ?? []) dialog.ticks.set(source, true);
      dialog.ticks.mirror();
      dialog.say(answer.message ?? "");
      if (answer.chosen) dialog.done.focus();
      return answer;
    } catch (error) {
      dialog.say(error.message, "trouble");
      return {};
    } finally {
      form.removeAttribute("aria-busy");
      submitter.disabled = false;
    }
  }

  panels.paste = (section, dialog) => {
    const form = section.querySelector("form");
    const results = section.querySelector("[data-results]");
    form.addEventListener("input", ({ target }) => {
      if (["text", "file"].includes(target.name)) results.replaceChildren();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await send(dialog, form, event.submitter, "paste/", (html) => {
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
        const answer = await server.send("paste/", data);
        await dialog.show("new", answer.form);
        dialog.element.querySelector("#citing-new :is(input, select, textarea)").focus();
      } catch (error) {
        dialog.say(error.message, "trouble");
      }
    });
    return {};
  };

  panels.new = (section, dialog) => {
    const fill = (html) => {
      section.innerHTML = html;
    };
    section.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await send(dialog, event.target, event.submitter, "new/", fill);
      if (!answer.chosen) section.querySelector('[aria-invalid="true"], [data-source]')?.focus();
    });
    return {
      /** What was typed stays until it is saved; `html` is a form filled in elsewhere. */
      async show(html) {
        if (html) fill(html);
        else if (!section.firstElementChild) fill((await server.json("new/", {})).html);
      },
    };
  };
})();
