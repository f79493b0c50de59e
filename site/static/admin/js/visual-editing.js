/**
 * Joins the form of the page editor and the preview beside it. Pointing at a part of the preview
 * outlines it, clicking it leads to its place in the form, and the preview follows the form.
 * In the preview Alt+Up and Alt+Down walk from block to block; Alt+Enter leads to the other side.
 *
 * The preview holds nothing of ours but `data-edit` (see the template tag `edit`). Outlines lie
 * over it in the admin's own document. What is selected is kept as a path (see places.js), never
 * as an element: Wagtail puts a new frame in the place of the old one after every change.
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

  /** The path of a marked element, or null where it leads nowhere. */
  function pathOf(element) {
    const path = [];
    for (let part = element; part; part = part.parentElement.closest(PART)) {
      const names = part.dataset.edit ?? part.dataset.editIn;
      path.unshift(...names.replace(TOP, "").split(" "));
      if (names.startsWith(TOP)) break;
    }
    return path.includes(NOWHERE) ? null : path;
  }

  const begins = (path, start) => start.every((name, position) => path[position] === name);

  /** The place in the form of a path, if the form has it or, for a part of a block, the block. */
  function placeOf(path) {
    const place = places.find(path);
    return place && (path.length === 1 || places.pathOf(place).length > 1) ? place : null;
  }

  /** What a path is called: the block and the part of it. */
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
  const voice = document.createElement("output");
  voice.className = "w-sr-only";
  document.body.append(voice);

  let frame = null;
  let selected = null;
  let pointed = null;
  // Set while we put the cursor into the form, once the editor has scrolled the preview away, and
  // while the keyboard is in the preview.
  let isLeading = false;
  let isHeld = false;
  let isInside = false;

  const pageOf = () => frame?.contentDocument ?? null;
  const isShown = (part) => part.checkVisibility() || part.closest("details:not([open])");

  /** The part of the preview that shows a path, or else the nearest around it, or in it. */
  function partFor(path) {
    if (!path?.length) return null;
    let around = null;
    let depth = 0;
    let inside = null;
    for (const part of pageOf()?.querySelectorAll(MARKED) ?? []) {
      const own = isShown(part) && pathOf(part);
      if (own && own.length > depth && begins(path, own)) [around, depth] = [part, own.length];
      if (own && !inside && path.length > 1 && begins(own, path)) inside = part;
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

  /** Scrolls the preview, and nothing around it, to a part that is out of sight. */
  function bring(part) {
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
    if (part && !isHeld) bring(part);
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
    isLeading = true;
    try {
      await places.reveal(place);
      if (caret) carets.put(place, caret);
    } finally {
      isLeading = false;
    }
    draw();
  }

  function point(event) {
    pointed = partAt(event);
    draw();
  }

  /** With a key held a click does what it does on the page. */
  function click(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const part = partAt(event);
    const link = event.target.closest?.("a[href], [type=submit]");
    if (!part) {
      // A link must not take the page away; one within it may lead on.
      if (link && !link.getAttribute("href")?.startsWith("#")) event.preventDefault();
      return;
    }
    event.stopPropagation();
    if (!event.target.closest("summary")) event.preventDefault();
    edit(part, carets.at(pageOf(), event));
  }

  /** The blocks of the preview, and what else is a whole field of the page. */
  function stops() {
    const met = new Set();
    return [...pageOf().querySelectorAll(MARKED)].filter((part) => {
      const path = isShown(part) && pathOf(part);
      const place = path && !met.has(path.join(" ")) && placeOf(path);
      if (place) met.add(path.join(" "));
      return place && (path.length === 1 || place.matches("[data-streamfield-child]"));
    });
  }

  function walk(step) {
    const all = stops();
    const at = all.findLastIndex((part) => selected && begins(selected, pathOf(part)));
    const next = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))];
    if (!next) return;
    selected = pathOf(next);
    isHeld = false;
    show();
    voice.textContent = `${nameOf(selected)}: ${next.textContent.trim().slice(0, 80)}`;
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
    const path = isLeading ? [] : places.pathOf(event.target);
    if (!path.length) return;
    selected = path;
    isHeld = false;
    show();
  }

  /** Takes the keyboard from a field to the part of the preview that shows it. */
  function cross(event) {
    if (!event.altKey || event.key !== "Enter" || !frame?.checkVisibility()) return;
    if (!places.pathOf(event.target).length) return;
    event.preventDefault();
    event.stopPropagation();
    isInside = true;
    frame.contentWindow.focus();
    show();
  }

  const resized = new ResizeObserver(draw);

  /** Wagtail has put a new frame, with the page as it is now written, in the place of the old. */
  function attach() {
    frame = document.getElementById("w-preview-iframe");
    const page = pageOf();
    pointed = null;
    resized.disconnect();
    // A preview from another origin is not ours to read.
    if (!page?.body) return;
    frame.parentElement.append(overlay);
    const hold = () => {
      isHeld = true;
    };
    page.addEventListener("pointerover", point);
    page.documentElement.addEventListener("pointerleave", () => {
      pointed = null;
      draw();
    });
    page.addEventListener("click", click, true);
    page.addEventListener("keydown", press);
    page.addEventListener("scroll", draw, { passive: true, capture: true });
    for (const way of ["wheel", "touchmove", "pointerdown"]) {
      page.addEventListener(way, hold, { passive: true });
    }
    resized.observe(page.body);
    resized.observe(frame.parentElement);
    // The keyboard was in the frame that is gone.
    if (isInside && document.activeElement === document.body) frame.contentWindow.focus();
    show();
  }

  document.addEventListener("w-preview:loaded", attach);
  document.addEventListener("focusin", follow);
  document.addEventListener("keydown", cross, true);
})();
