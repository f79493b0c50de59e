// The dialog in which the numbers of a text get their sources.
(() => {
  const { citations } = window;
  const { page, server } = citations;
  // What numbers meant in the other texts of this page.
  const remembered = new Map();

  class NumbersDialog {
    constructor(element) {
      this.element = element;
      this.form = element.querySelector("form");
      this.results = element.querySelector("[data-results]");
      this.status = element.querySelector(".citing-status");
      this.done = element.querySelector("[data-citing-done]");
      this.reading = 0;
      citations.closing(element);
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.read().then(() => this.results.scrollIntoView({ block: "start" }));
      });
      this.results.addEventListener("click", ({ target }) => this.clicked(target));
      this.results.addEventListener("change", () => this.drawDone());
      this.done.addEventListener("click", () => this.finish());
    }

    /** The source of each number that was confirmed; null if nothing is to change. */
    async open(places) {
      this.places = places;
      this.numbers = [...new Set(places.flatMap((place) => place.numbers))];
      this.numbers.sort((one, other) => one - other);
      this.here = page.ids();
      this.confirmed = new Map();
      this.results.replaceChildren();
      const closed = citations.opened(this.element);
      this.read();
      return (await closed) ? this.confirmed : null;
    }

    async send(extra = {}) {
      const data = new FormData(this.form);
      data.set("numbers", this.numbers.join(" "));
      data.set("here", this.here.join(" "));
      for (const [name, value] of Object.entries(extra)) data.set(name, value);
      this.say("");
      this.done.disabled = true;
      try {
        return await server.send("numbers/", data);
      } catch (error) {
        this.say(error.message);
        return {};
      }
    }

    /** Only the answer to the last question is shown. */
    async read() {
      this.reading += 1;
      const asked = this.reading;
      const { html } = await this.send();
      if (html !== undefined && asked === this.reading) this.show(html);
    }

    show(html) {
      this.results.innerHTML = html;
      for (const row of this.results.querySelectorAll("[data-number]")) {
        const number = Number(row.dataset.number);
        const { context } = this.places.find((place) => place.numbers.includes(number));
        row.querySelector("[data-context]").textContent = `…${context}…`;
        const source = remembered.get(number);
        if (source) this.assign(row, source, "");
        this.letSearch(row);
      }
      this.drawDone();
    }

    letSearch(row) {
      const found = row.querySelector("[data-found]");
      const input = row.querySelector("[type=search]");
      citations.searching(
        input,
        async (signal) => {
          const query = { q: input.value, here: this.here.join(" "), pick: 1 };
          found.innerHTML = await server.html("search/", query, signal);
        },
        (error) => this.say(error.message),
      );
    }

    say(text) {
      this.status.textContent = text;
    }

    /** Gives a number a source of the library, shown by its line or else by its name. */
    assign(row, source, html) {
      row.dataset.picked = source.id;
      row.dataset.label = source.label;
      const meaning = row.querySelector("[data-meaning]");
      if (html) meaning.innerHTML = html;
      else meaning.textContent = source.label;
      const box = row.querySelector("[name=chosen]");
      box.disabled = false;
      box.checked = true;
      this.drawDone();
    }

    clicked(target) {
      const row = target.closest("[data-number]");
      const find = target.closest("[data-find]");
      const pick = target.closest("[data-pick]");
      if (find) this.toggle(find, find.getAttribute("aria-expanded") !== "true");
      if (!pick) return;
      const source = { id: Number(pick.dataset.pick), label: pick.dataset.label };
      this.assign(row, source, pick.innerHTML);
      this.toggle(row.querySelector("[data-find]"), false);
      row.querySelector("[name=chosen]").focus();
    }

    toggle(find, isOpen) {
      const box = document.getElementById(find.getAttribute("aria-controls"));
      find.setAttribute("aria-expanded", String(isOpen));
      box.hidden = !isOpen;
      if (isOpen) box.querySelector("input").focus();
    }

    get ticked() {
      return [...this.results.querySelectorAll("[data-number]")].filter(
        (row) => row.querySelector("[name=chosen]").checked,
      );
    }

    drawDone() {
      this.done.disabled = !this.ticked.length;
    }

    async finish() {
      const isGiven = this.form.elements.text.value.trim() || this.form.elements.file.value;
      const { ticked } = this;
      const open = ticked.filter((row) => !row.dataset.picked);
      let taken = {};
      if (isGiven && open.length) {
        const answer = await this.send({ save: 1 });
        if (!answer.numbers) {
          if (answer.html) this.show(answer.html);
          else this.drawDone();
          return;
        }
        taken = answer.numbers;
      }
      for (const row of ticked) {
        const { number, picked, id, label } = row.dataset;
        const known = { id: Number(picked ?? id), label };
        const source = picked ? known : (taken[number] ?? known);
        if (source.id) this.confirmed.set(Number(number), source);
      }
      for (const [number, source] of this.confirmed) remembered.set(number, source);
      this.element.close("done");
    }
  }

  let dialog = null;

  /** The source of each number in these places that the user confirms; null if none is wanted. */
  citations.confirmNumbers = async (places) => {
    await citations.shell();
    dialog ??= new NumbersDialog(document.getElementById("citing-numbers"));
    return dialog.open(places);
  };
})();
