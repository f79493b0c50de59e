// What the dialogs read from the sections in the form, and do with them. `stream` is Wagtail's
// block of the field, and its `children` are the sections that are not deleted.

const MAX_TEXT_LENGTH = 60;

/** Return the stream of a field, or null before Wagtail has drawn it. */
export const streamOf = (field) => document.getElementById(`${field}-root`)?.rootBlock ?? null;

/** Return the name of a section: its kind and its first words. */
export function nameOf(child) {
  const { label } = child.blockDef.meta;
  const text = child.getTextLabel({ maxLength: MAX_TEXT_LENGTH });
  return text && text !== label ? `${label} “${text}”` : label;
}

/** Return the fields of the form that belong to some of the sections. */
export function dataOf(stream, form, chosen) {
  const left = stream.children.filter((child) => !chosen.includes(child));
  const data = new FormData();
  for (const [name, value] of new FormData(form)) {
    const isLeft = left.some((child) => name.startsWith(`${child.prefix}-`));
    if (name.startsWith(`${stream.prefix}-`) && !isLeft) data.append(name, value);
  }
  // The server counts them.
  for (const child of left) data.set(`${child.prefix}-deleted`, "1");
  return data;
}

const ownAnchorOf = (child) => child.block.childBlocks?.anchor?.getState();

function isFull(stream, type) {
  const isAtMax = (kind) => stream.getBlockCount(kind) >= (stream.getBlockMax(kind) ?? Infinity);
  return isAtMax() || isAtMax(type);
}

/**
 * Insert copies at a position. Return the new sections, the names of those that the page may not
 * have another of, and the names of those whose name in links was taken.
 */
export function insertCopies(stream, copies, position) {
  const anchors = new Set(stream.children.map(ownAnchorOf));
  const result = { inserted: [], full: [], renamed: [] };
  for (const { name, state } of copies) {
    if (isFull(stream, state.type)) {
      result.full.push(name);
      continue;
    }
    const anchor = state.value?.anchor;
    if (anchor && anchors.has(anchor)) {
      state.value.anchor = "";
      result.renamed.push(name);
    }
    anchors.add(anchor);
    const index = position + result.inserted.length;
    result.inserted.push(stream.insert(state, index, { animate: false }));
  }
  return result;
}

/** Delete sections as their own buttons do. */
export function removeSections(stream, children) {
  for (const child of children) {
    const index = stream.children.indexOf(child);
    if (index >= 0) stream.deleteBlock(index, { animate: false });
  }
}
