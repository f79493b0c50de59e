// Puts a new list of problems in the place of the one that is shown: what is unfolded remains so, and
// neither what was typed nor the focus is lost.

/** Return the selector of elements with the same value of an attribute. */
const selectorOf = (attribute, element) =>
  `[${attribute}="${CSS.escape(element.getAttribute(attribute) ?? "")}"]`;

/** Unfold in a new list what is unfolded in the old one. */
const keepUnfolded = (old, fresh) => {
  for (const details of old.querySelectorAll("details[open]")) {
    fresh.querySelector(selectorOf("data-unfolded", details))?.setAttribute("open", "");
  }
};

/** Copy what was typed to a new list. Return its field for the one with the focus, or null. */
const keepTyped = (old, fresh) => {
  let focused = null;
  for (const form of old.querySelectorAll("form[data-kept]")) {
    const same = fresh.querySelector(selectorOf("data-kept", form));
    for (const { name, value } of same ? form.querySelectorAll("select, textarea") : []) {
      same.elements[name].value = value;
      if (document.activeElement === form.elements[name]) focused = same.elements[name];
    }
  }
  return focused;
};

/**
 * Replace the list in an element. Keep the focus on the same problem or field.
 *
 * `lines` are those of the old list, and `readLines` returns those of the list that is shown.
 */
export const replaceList = (element, fresh, lines, readLines) => {
  const { activeElement } = document;
  const hadFocus = element.contains(activeElement);
  const old = element.firstElementChild;
  keepUnfolded(old, fresh);
  let focused = keepTyped(old, fresh);
  element.replaceChildren(fresh);
  const freshLines = readLines();
  if (!hadFocus) return;
  const line = lines.find((each) => each.element.contains(activeElement));
  const same = line && freshLines.find(({ key }) => key === line.key);
  if (same) focused ??= line.counterpart(activeElement, same.element);
  focused ??= fresh.querySelector(selectorOf("href", activeElement));
  (focused || fresh).focus();
};
