/**
 * Places in the form of the page editor: a field or a block, by its path of field names and block
 * ids as Wagtail writes them (`data-contentpath`). Every editor has this script.
 */
(() => {
  const PLACE = "[data-contentpath]";
  const FIELDS = '[contenteditable="true"], input:not([type="hidden"]), textarea, select, button';

  const LABEL = ":scope > label, :scope > [data-panel] > .w-panel__header .c-sf-block__type";

  const above = (element) => element.parentElement.closest(PLACE);

  /** The deepest place of the form on a path, or null. A deleted block is none. */
  function find(path) {
    let found = null;
    for (const name of path) {
      const selector = `[data-contentpath="${CSS.escape(name)}"]`;
      const same = [...(found ?? document).querySelectorAll(selector)].filter(
        (element) => !element.closest('[aria-hidden="true"]') && (!found || above(element) === found),
      );
      // A page's own field comes before those of blocks with the same name.
      const next = found ? same[0] : (same.find((element) => !above(element)) ?? same[0]);
      if (!next) break;
      found = next;
    }
    return found ?? rowsOf(path[0]);
  }

  /** The panel of a field of rows, which have no names of their own. */
  function rowsOf(name) {
    return document.getElementById(`id_${name}-FORMS`)?.closest("[data-panel]") ?? null;
  }

  /** The path of what is around an element of the form; empty outside of it. */
  function pathOf(element) {
    const row = element.closest("[data-inline-panel-child]");
    if (row) return [row.parentElement.id.replace(/^id_(.*)-FORMS$/, "$1")];
    const path = [];
    for (let place = element.closest(PLACE); place; place = above(place)) {
      path.unshift(place.dataset.contentpath);
    }
    return path;
  }

  /** What the form calls a place. */
  function nameOf(place) {
    const label =
      place.querySelector(LABEL) ??
      place.closest(".w-panel__wrapper")?.querySelector(":scope > label") ??
      place.closest("[data-panel]")?.querySelector("[data-panel-heading-text]");
    return label ? label.firstChild.textContent.trim() : "";
  }

  /** Opens what hides the place, brings it into view and puts the cursor there. */
  async function reveal(place) {
    await showTab(place.closest('[role="tabpanel"]'));
    const content = place.querySelector(".w-panel__content") ?? place;
    content.dispatchEvent(new Event("beforematch", { bubbles: true }));
    const field = [...content.querySelectorAll(FIELDS)].find((element) =>
      element.checkVisibility({ visibilityProperty: true }),
    );
    // Not smoothly: a rich text that gets the cursor would stop it on the way.
    (field ?? content).scrollIntoView({ block: "center", behavior: "instant" });
    uncover(content);
    field?.focus({ preventScroll: true });
  }

  /** Resolves once the panel of a tab is shown; Wagtail lets the one before it fade out first. */
  function showTab(panel) {
    if (!panel?.hidden) return Promise.resolve();
    return new Promise((resolve) => {
      new MutationObserver((changes, observer) => {
        observer.disconnect();
        resolve();
      }).observe(panel, { attributeFilter: ["hidden"] });
      document.querySelector(`[role="tab"][aria-controls="${panel.id}"]`).click();
    });
  }

  /** Closes the side panel where it lies over the form instead of beside it. */
  function uncover(content) {
    const form = content.getBoundingClientRect();
    const panel = document.querySelector("[data-form-side]").getBoundingClientRect();
    const covered = Math.min(form.right, panel.right) - Math.max(form.left, panel.left);
    if (covered > form.width / 2) document.querySelector("[data-form-side-close-button]").click();
  }

  window.places = { find, pathOf, nameOf, reveal };
})();
