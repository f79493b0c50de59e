/**
 * Finds places in the form of the page editor. A place is a field or a block; its path consists of
 * field names and block ids, as in Wagtail's `data-contentpath`. Every page editor loads this script.
 */
(() => {
  const PLACE = "[data-contentpath]";
  const FIELDS = '[contenteditable="true"], input:not([type="hidden"]), textarea, select, button';

  const LABEL = ":scope > label, :scope > [data-panel] > .w-panel__header .c-sf-block__type";

  const parentOf = (element) => element.parentElement.closest(PLACE);

  /** Return the deepest place on a path, or null. Deleted blocks are skipped. */
  function find(path) {
    let found = null;
    for (const name of path) {
      const selector = `[data-contentpath="${CSS.escape(name)}"]`;
      const same = [...(found ?? document).querySelectorAll(selector)].filter(
        (element) => !element.closest('[aria-hidden="true"]') && (!found || parentOf(element) === found),
      );
      // A field of the page is preferred to fields of blocks with the same name.
      const next = found ? same[0] : (same.find((element) => !parentOf(element)) ?? same[0]);
      if (!next) break;
      found = next;
    }
    return found ?? inlinePanelOf(path[0]);
  }

  /** Return the inline panel of a name: its rows have no `data-contentpath`. */
  function inlinePanelOf(name) {
    return document.getElementById(`id_${name}-FORMS`)?.closest("[data-panel]") ?? null;
  }

  /** Return the path of the place around an element, or an empty one outside the form. */
  function pathOf(element) {
    const row = element.closest("[data-inline-panel-child]");
    if (row) return [row.parentElement.id.replace(/^id_(.*)-FORMS$/, "$1")];
    const path = [];
    for (let place = element.closest(PLACE); place; place = parentOf(place)) {
      path.unshift(place.dataset.contentpath);
    }
    return path;
  }

  /** Return the label of a place. */
  function nameOf(place) {
    const label =
      place.querySelector(LABEL) ??
      place.closest(".w-panel__wrapper")?.querySelector(":scope > label") ??
      place.closest("[data-panel]")?.querySelector("[data-panel-heading-text]");
    return label ? label.firstChild.textContent.trim() : "";
  }

  /** Open the tab and panels around an element, and scroll to it. */
  async function open(element) {
    await showTab(element.closest('[role="tabpanel"]'));
    element.dispatchEvent(new Event("beforematch", { bubbles: true }));
    // Smooth scrolling would stop when a rich text gets the focus.
    element.scrollIntoView({ block: "center", behavior: "instant" });
    uncover(element);
  }

  /** Open the tab and panel of a place, scroll to it, and focus its field. */
  async function reveal(place) {
    const content = place.querySelector(".w-panel__content") ?? place;
    await open(content);
    const field = [...content.querySelectorAll(FIELDS)].find((element) =>
      element.checkVisibility({ visibilityProperty: true }),
    );
    field?.scrollIntoView({ block: "center", behavior: "instant" });
    field?.focus({ preventScroll: true });
  }

  /** Resolve once the panel of a tab is shown: Wagtail first fades out the previous one. */
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

  /** Close the side panel if it covers the form. */
  function uncover(content) {
    const form = content.getBoundingClientRect();
    const panel = document.querySelector("[data-form-side]").getBoundingClientRect();
    const covered = Math.min(form.right, panel.right) - Math.max(form.left, panel.left);
    if (covered > form.width / 2) document.querySelector("[data-form-side-close-button]").click();
  }

  window.places = { find, pathOf, nameOf, open, reveal };
})();
