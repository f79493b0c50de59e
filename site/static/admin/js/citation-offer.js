// Offers to turn the numbers in a text into citations, and does it once each has its source.
(() => {
  const { citations } = window;
  const { finding, text } = citations;

  const placesIn = (field) => finding.find(field.editor.getEditorState().getCurrentContent());

  /** The sources of a place in the order of its numbers, each once. */
  function sourcesOf(place, sources) {
    const meant = place.numbers.map((number) => sources.get(number));
    return [...new Map(meant.map((source) => [source.id, source])).values()];
  }

  async function turn(field) {
    const sources = await citations.confirmNumbers(placesIn(field));
    if (sources) {
      const places = placesIn(field)
        .filter((place) => place.numbers.every((number) => sources.has(number)))
        .map((place) => ({ ...place, sources: sourcesOf(place, sources) }));
      field.editor.onChange(text.citedAll(field.editor.getEditorState(), places));
    }
    field.editor.focus();
    citations.offer(field);
  }

  /** Shows the offer below a rich text for as long as numbers in it look like citations. */
  citations.offer = async (field) => {
    const count = placesIn(field).length;
    const shown = field.wrapper.parentNode.querySelector(":scope > .citing-offer");
    if (!count) {
      shown?.remove();
      return;
    }
    await citations.shell();
    const offer = shown ?? citations.copy("citing-offer");
    if (!offer) return;
    offer.querySelector("[data-count]").textContent = count;
    if (shown) return;
    offer.querySelector("[data-accept]").addEventListener("click", () => turn(field));
    offer.querySelector("[data-dismiss]").addEventListener("click", () => {
      offer.remove();
      field.editor.focus();
    });
    field.wrapper.after(offer);
  };
})();
