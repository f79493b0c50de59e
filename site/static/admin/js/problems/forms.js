// The forms of the list: they waive claims and withdraw waivers.

/** Show errors beside their fields, and move to the first of them. */
function showErrors(form, errors) {
  for (const place of form.querySelectorAll("[data-error]")) {
    const messages = errors[place.dataset.error] ?? [];
    place.textContent = messages.join(" ");
    place.hidden = !messages.length;
    form.elements[place.dataset.error]?.setAttribute("aria-invalid", String(!place.hidden));
  }
  form.querySelector("[aria-invalid=true]")?.focus();
}

async function post(form) {
  const { CSRF_HEADER_NAME, CSRF_TOKEN } = window.wagtailConfig;
  const response = await fetch(form.action, {
    method: "POST",
    headers: { [CSRF_HEADER_NAME]: CSRF_TOKEN, "X-Requested-With": "XMLHttpRequest" },
    body: new FormData(form),
  });
  if (!response.ok) throw new Error(`Status ${response.status}`);
  return response.json();
}

/** Send a form once. Return the new list, or show the errors and `say` them. */
export async function sendForm(form, unsent, say) {
  if (form.getAttribute("aria-busy")) return null;
  form.setAttribute("aria-busy", "true");
  try {
    const { list, errors } = await post(form).catch(() => ({ errors: { __all__: [unsent] } }));
    if (errors) {
      showErrors(form, errors);
      say(Object.values(errors).flat().join(" "));
    }
    return list;
  } finally {
    form.removeAttribute("aria-busy");
  }
}
