/**
 * Connects the form of the page editor with the preview beside it. Pointing at a part of the preview
 * outlines it, a click moves to its place in the form, and the preview follows the form. In the
 * preview, Alt+Up and Alt+Down move between blocks; Alt+Enter moves to the other side.
 *
 * The preview contains only `data-edit` attributes (see the template tag `edit`); outlines are drawn
 * over it in the admin's document. The selection is stored as a path (see places.js), not as an
 * element: Wagtail replaces the preview's frame after every change.
 */
(() => {
  const { carets, places } = window;
  const MARKED = "[data-edit]";
  const PART = "[data-edit], [data-edit-in]";
  const NOWHERE = "?";
  const TOP = "/";
  const WALKS = { ArrowDown: 1, ArrowUp: -1 };
  const NAME_HEIGHT = 22;

  // -- The parts of the preview --------------------------------------------------------------------

  /** Return the path of a marked element, or null if it has no place in the form. */
  function pathOf(element) {
    const path = [];
    for (let part = element; part; part = part.parentElement.closest(PART)) {
      const names = part.dataset.edit ?? part.dataset.editIn;
      path.unshift(...names.replace(TOP, "").split(" "));
      if (names.startsWith(TOP)) break;
    }
    return path.includes(NOWHERE) ? null : path;
  }

  const startsWith = (path, start) => start.every((name, position) => path[position] === name);

  /** Return the place of a path in the form; for a part of a block, at least the block. */
  function placeOf(path) {
    const place = places.find(path);
    return place && (path.length === 1 || places.pathOf(place).length > 1) ? place : null;
  }

  /** Return the label of a path: the block, and its part. */
  function nameOf(path) {
    const steps = path.length > 2 ? [path.slice(0, 2), path] : [path];
    return [...new Set(steps.map((step) => places.nameOf(placeOf(step))))].join(" › ");
  }

  // -- Outlines ------------------------------------------------------------------------------------

  const overlay = document.createElement("div");
  overlay.className = "visual-editing";
  overlay.setAttribute("aria-hidden", "true");
  const outlines = {};
  for (const kind of ["selected", "pointed"]) {
    const outline = document.createElement("div");
    outline.className = `visual-editing__outline visual-editing__outline--${kind}`;
    outline.append(document.createElement("span"));
    outlines[kind] = outline;
    overlay.append(outline);
  }
  const status = document.createElement("output");
  status.className = "w-sr-only";
  document.body.append(status);

  let frame = null;
  let selected = null;
  let pointed = null;
  let isMovingFocus = false; // while this script moves the focus into the form
  let isScrolled = false; // once the user has scrolled the preview
  let isInside = false; // while the keyboard focus is in the preview

  const pageOf = () => frame?.contentDocument ?? null;
  const isShown = (part) => part.checkVisibility() || part.closest("details:not([open])");

  /** Return the part of the preview that shows a path, or the nearest one around or inside it. */
  function partFor(path) {
    if (!path?.length) return null;
    let around = null;
    let depth = 0;
    let inside = null;
    for (const part of pageOf()?.querySelectorAll(MARKED) ?? []) {
      const own = isShown(part) && pathOf(part);
      if (own && own.length > depth && startsWith(path, own)) [around, depth] = [part, own.length];
      if (own && !inside && path.length > 1 && startsWith(own, path)) inside = part;
    }
    return around ?? inside;
  }

  function drawOutline(kind, part) {
    const outline = outlines[kind];
    const path = part && pathOf(part);
    const place = path && placeOf(path);
    outline.hidden = !place;
    if (!place) return;
    const seen = frame.getBoundingClientRect();
    const around = overlay.getBoundingClientRect();
    const scale = seen.width / frame.offsetWidth;
    const box = part.getBoundingClientRect();
    const top = seen.top - around.top + box.top * scale;
    outline.classList.toggle("visual-editing__outline--high", top < NAME_HEIGHT);
    outline.style.setProperty("--hidden", `${-top}px`);
    Object.assign(outline.style, {
      left: `${seen.left - around.left + box.left * scale}px`,
      top: `${top}px`,
      width: `${box.width * scale}px`,
      height: `${box.height * scale}px`,
    });
    outline.firstChild.textContent = nameOf(path);
  }

  function draw() {
    if (!pageOf()) return;
    const part = partFor(selected);
    drawOutline("selected", part);
    drawOutline("pointed", pointed === part ? null : pointed);
  }

  /** Scroll the preview, and nothing around it, to a part that is not visible. */
  function scrollToPart(part) {
    for (let fold = part; fold; fold = fold.parentElement.closest("details")) {
      if (fold.matches("details")) fold.open = true;
    }
    const { contentWindow: view } = frame;
    const box = part.getBoundingClientRect();
    const isSeen = box.top >= 0 && box.top < view.innerHeight - Math.min(box.height, 100);
    if (isSeen) return;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    view.scrollTo({ top: view.scrollY + box.top - view.innerHeight / 5, behavior });
  }

  function show() {
    const part = partFor(selected);
    if (part && !isScrolled) scrollToPart(part);
    draw();
  }

  // -- From the preview to the form ----------------------------------------------------------------

  function partAt(event) {
    const part = event.target.closest?.(MARKED) ?? null;
    const path = part && pathOf(part);
    return path && placeOf(path) ? part : null;
  }

  async function edit(part, caret = null) {
    const path = pathOf(part);
    const place = placeOf(path);
    selected = path;
    isMovingFocus = true;
    try {
      await places.reveal(place);
      if (caret) carets.put(place, caret);
    } finally {
      isMovingFocus = false;
    }
    draw();
  }

  function point(event) {
    pointed = partAt(event);
    draw();
  }

  /** Handle a click; with a modifier key links work as on the public page. */
  function click(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const part = partAt(event);
    const link = event.target.closest?.("a[href], [type=submit]");
    if (!part) {
      // A link must not leave the preview; a link within the page may be followed.
      if (link && !link.getAttribute("href")?.startsWith("#")) event.preventDefault();
      return;
    }
    event.stopPropagation();
    if (!event.target.closest("summary")) event.preventDefault();
    edit(part, carets.at(pageOf(), event));
  }

  /** Return the parts that show a block or a whole field of the page. */
  function stops() {
    const seen = new Set();
    return [...pageOf().querySelectorAll(MARKED)].filter((part) => {
      const path = isShown(part) && pathOf(part);
      const place = path && !seen.has(path.join(" ")) && placeOf(path);
      if (place) seen.add(path.join(" "));
      return place && (path.length === 1 || place.matches("[data-streamfield-child]"));
    });
  }

  function walk(step) {
    const all = stops();
    const at = all.findLastIndex((part) => selected && startsWith(selected, pathOf(part)));
    const next = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))];
    if (!next) return;
    selected = pathOf(next);
    isScrolled = false;
    show();
    status.textContent = `${nameOf(selected)}: ${next.textContent.trim().slice(0, 80)}`;
  }

  function press(event) {
    isInside = true;
    const part = partFor(selected);
    if (event.altKey && event.key in WALKS) walk(WALKS[event.key]);
    else if (event.altKey && event.key === "Enter" && part) edit(part);
    else return;
    event.preventDefault();
  }

  // -- From the form to the preview ----------------------------------------------------------------

  function follow(event) {
    isInside = event.target === frame;
    const path = isMovingFocus ? [] : places.pathOf(event.target);
    if (!path.length) return;
    selected = path;
    isScrolled = false;
    show();
  }

  /** Move the focus from a field to the part of the preview that shows it. */
  function focusPreview(event) {
    if (!event.altKey || event.key !== "Enter" || !frame?.checkVisibility()) return;
    if (!places.pathOf(event.target).length) return;
    event.preventDefault();
    event.stopPropagation();
    isInside = true;
    frame.contentWindow.focus();
    show();
  }

  const resized = new ResizeObserver(draw);

  /** Set up the new frame with which Wagtail replaced the previous one. */
  function attach() {
    frame = document.getElementById("w-preview-iframe");
    const page = pageOf();
    pointed = null;
    resized.disconnect();
    // The document of another origin is not accessible.
    if (!page?.body) return;
    frame.parentElement.append(overlay);
    const onScroll = () => {
      isScrolled = true;
    };
    page.addEventListener("pointerover", point);
    page.documentElement.addEventListener("pointerleave", () => {
      pointed = null;
      draw();
    });
    page.addEventListener("click", click, true);
    page.addEventListener("keydown", press);
    page.addEventListener("scroll", draw, { passive: true, capture: true });
    for (const type of ["wheel", "touchmove", "pointerdown"]) {
      page.addEventListener(type, onScroll, { passive: true });
    }
    resized.observe(page.body);
    resized.observe(frame.parentElement);
    // The focus was in the previous frame.
    if (isInside && document.activeElement === document.body) frame.contentWindow.focus();
    show();
  }

  window.visualEditing = { partFor };
  document.addEventListener("w-preview:loaded", attach);
  document.addEventListener("focusin", follow);
  document.addEventListener("keydown", focusPreview, true);
})();
