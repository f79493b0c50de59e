// The sources ticked for one mark, in the order of ticking, shown as chips that can be taken out.
(() => {
  const { citations } = window;

  citations.Ticks = class {
    /** `root` holds the boxes to keep in step, `changed` is called after each change. */
    constructor(root, changed) {
      this.root = root;
      this.changed = changed;
      this.chips = root.querySelector(".citing-chips");
      this.none = root.querySelector("[data-none]");
      this.sources = new Map();
      root.addEventListener("change", ({ target }) => {
        const id = Number(target.dataset.source);
        if (id) this.set({ id, label: target.dataset.label }, target.checked);
      });
    }

    get list() {
      return [...this.sources.values()];
    }

    start(sources) {
      this.sources = new Map(sources.map((source) => [source.id, source]));
      this.draw();
    }

    set(source, isTicked) {
      if (isTicked) this.sources.set(source.id, source);
      else this.sources.delete(source.id);
      this.draw();
    }

    draw() {
      this.chips.replaceChildren(...this.list.map((source) => this.chip(source)));
      this.none.hidden = this.sources.size > 0;
      this.mirror();
      this.changed();
    }

    /** Ticks the boxes of what is chosen; needed after new ones have come. */
    mirror() {
      for (const box of this.root.querySelectorAll("[data-source]"))
        box.checked = this.sources.has(Number(box.dataset.source));
    }

    chip(source) {
      const chip = citations.copy("citing-chip");
      const button = chip.querySelector("button");
      chip.querySelector("span").textContent = source.label;
      button.setAttribute("aria-label", `${button.dataset.label} ${source.label}`);
      button.addEventListener("click", () => {
        const place = [...this.chips.children].indexOf(chip);
        this.set(source, false);
        const next = this.chips.children[Math.min(place, this.chips.children.length - 1)];
        (next?.querySelector("button") ?? this.root.querySelector("[role=tab]")).focus();
      });
      return chip;
    }
  };
})();
