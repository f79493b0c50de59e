// What sources are called now and what is known of them, asked for once and all together.
(() => {
  const { citations } = window;
  const MOST = 200;
  const known = new Map();
  const wanted = new Set();
  const watchers = new Set();
  let missing = "";
  let running = null;

  async function fetchSome() {
    const asked = [...wanted].slice(0, MOST);
    for (const id of asked) wanted.delete(id);
    const answer = await citations.server.json("labels/", { ids: asked.join(" ") });
    missing = answer.missing;
    for (const id of asked) known.set(id, answer.sources[id] ?? null);
    for (const redraw of watchers) redraw();
  }

  async function fetchWanted() {
    // The marks of all texts are drawn in one go, and asked for together.
    await new Promise((resolve) => setTimeout(resolve));
    while (wanted.size) await fetchSome();
  }

  /** Asks for the sources that are not known yet. Without an answer marks keep their words. */
  function want(ids) {
    for (const id of ids) if (!known.has(id)) wanted.add(id);
    if (wanted.size) {
      running ??= fetchWanted()
        .catch(() => wanted.clear())
        .finally(() => {
          running = null;
        });
    }
    return running;
  }

  const labelOf = (id) => known.get(id)?.label ?? missing;

  citations.sources = {
    want,
    watch(redraw) {
      watchers.add(redraw);
      return () => watchers.delete(redraw);
    },
    isKnown: (ids) => ids.every((id) => known.has(id)),
    isMissing: (ids) => !ids.length || ids.some((id) => known.get(id) === null),
    labelOf,
    cardOf: (id) => known.get(id)?.card ?? "",
    /** The words of a mark: "[Wood 2006; Noppers 2011]". */
    markOf: (labels) => `[${labels.join("; ")}]`,
  };
})();
