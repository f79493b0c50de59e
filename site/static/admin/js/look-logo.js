/* Settings > Look: check a logo when it is chosen, show it on each ground, and offer its colours.

What the server returns contains the checked file in a hidden field, so that a preview and a form
with another mistake keep it. */

{
  /** Show the server's answer about the chosen file. */
  async function check(input) {
    const field = input.closest("[data-logo-input]");
    const form = input.closest("form");
    const status = field.querySelector("[data-logo-status]");
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const name of ["colour", "accent"]) {
      if (form.elements[name]) data.append(name, form.elements[name].value);
    }
    if (input.files.length) data.append("file", input.files[0]);
    status.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(field.dataset.checkUrl, { method: "POST", body: data });
      // Redirected to the login form, if the session has ended.
      if (!response.ok || response.redirected) throw new Error(String(response.status));
      status.innerHTML = await response.text();
    } catch {
      status.textContent = field.dataset.failed;
    }
    status.removeAttribute("aria-busy");
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Write a colour of the logo into the field of the brand colour. */
  function useColour(radio) {
    const colour = radio.form.elements.colour;
    colour.value = radio.value;
    colour.dispatchEvent(new Event("input", { bubbles: true }));
    colour.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-logo-input] input[type=file]")) {
      // The preview waits for the checked file.
      event.stopPropagation();
      check(event.target);
    } else if (event.target.matches("[data-logo-colour]")) {
      useColour(event.target);
    }
  }, { capture: true });
}
