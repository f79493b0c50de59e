/* Settings > Look: colour pickers beside the text fields, and a preview that follows the form.

The form is posted to Wagtail's preview view, which stores it for this user alone; then the pages
beside the form are loaded again. Nothing is saved. */

function followLook() {
  const DELAY = 300;
  const HEX = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i;

  const look = document.querySelector("[data-look]");
  const form = look?.closest("form");
  const status = look?.querySelector("[data-look-status]");
  const report = look?.querySelector("[data-look-report]");
  const frames = [...(look?.querySelectorAll("iframe[data-look-mode]") ?? [])];
  let timer;
  let request;
  let version = 0;

  /** Return a colour as the browser's picker wants it, or "" for anything else. */
  function sixDigits(text) {
    const digits = text.trim().match(HEX)?.[1].toLowerCase() ?? "";
    return digits && `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits}`;
  }

  function addPicker(input) {
    const field = document.createElement("span");
    const picker = document.createElement("input");
    field.className = "colour-field";
    picker.type = "color";
    picker.value = sixDigits(input.value) || "#808080";
    const name = document.querySelector(`label[for="${input.id}"]`)?.textContent.trim() ?? "";
    picker.setAttribute("aria-label", `${look.dataset.pickerLabel} ${name}`);
    input.before(field);
    field.append(picker, input);
    picker.addEventListener("input", () => {
      input.value = picker.value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    input.addEventListener("input", () => {
      picker.value = sixDigits(input.value) || picker.value;
    });
  }

  /** Return another address for each version: a browser that still loads a page ignores the same. */
  function sceneUrl(mode) {
    return `${look.dataset.previewUrl}?mode=${mode}&in_preview_panel=true&version=${version}`;
  }

  /** Load a page anew and scroll it to where it was. */
  function reload(frame) {
    const top = frame.contentWindow?.scrollY ?? 0;
    frame.addEventListener("load", () => frame.contentWindow?.scrollTo(0, top), { once: true });
    if (frame.src) frame.contentWindow.location.replace(sceneUrl(frame.dataset.lookMode));
    else frame.src = sceneUrl(frame.dataset.lookMode);
  }

  async function refresh() {
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    try {
      const stored = await fetch(look.dataset.previewUrl, { method: "POST", body: new FormData(form), signal });
      const { is_valid: isValid } = await stored.json();
      if (!isValid) {
        status.textContent = status.dataset.wrong;
        return;
      }
      version += 1;
      const page = await fetch(sceneUrl(look.dataset.reportMode), { signal });
      if (page.ok) report.innerHTML = await page.text();
      frames.forEach(reload);
      status.textContent = status.dataset.fresh;
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = status.dataset.failed;
    }
  }

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(refresh, DELAY);
  }

  /** Reduce pages of this many pixels to the width of their column. */
  function fit(width) {
    for (const screen of look.querySelectorAll(".look-screen")) {
      screen.style.setProperty("--width", width);
      screen.style.setProperty("--height", width < 500 ? 640 : 900);
      screen.style.setProperty("--scale", screen.clientWidth / width);
    }
  }

  if (form) {
    look.querySelectorAll("[data-colour-input]").forEach(addPicker);
    look.querySelector("[data-look-preview]").hidden = false;
    let width = 390;
    const buttons = [...look.querySelectorAll("[data-look-width]")];
    for (const button of buttons) {
      button.addEventListener("click", () => {
        width = Number(button.dataset.lookWidth);
        for (const each of buttons) {
          each.setAttribute("aria-pressed", String(each === button));
          each.classList.toggle("button-secondary", each !== button);
        }
        fit(width);
      });
    }
    new ResizeObserver(() => fit(width)).observe(look.querySelector(".look-scenes"));
    form.addEventListener("input", schedule);
    form.addEventListener("change", schedule);
    refresh();
  }
}

document.addEventListener("DOMContentLoaded", followLook);
