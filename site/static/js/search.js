// Suggests page titles below the search field, and says how many there are.
(() => {
  const field = document.querySelector("[data-suggest]");
  const list = document.getElementById("search-suggestions");
  const status = document.getElementById("search-status");
  if (!field) return;
  let chosen, timer, turn = 0;

  const items = () => [...list.children];
  const set = (name, value) => field.setAttribute(`aria-${name}`, value);

  function choose(n) {
    chosen = list.children[n];
    items().forEach((item) => item.setAttribute("aria-selected", item === chosen));
    set("activedescendant", chosen?.id ?? "");
  }

  function show(pages, message = "") {
    list.replaceChildren(...pages.map(({ title, url }, n) => {
      const item = document.createElement("li");
      item.id = `title-${n}`;
      item.role = "option";
      item.textContent = title;
      item.dataset.url = url;
      return item;
    }));
    list.hidden = !pages.length;
    set("expanded", !list.hidden);
    status.textContent = message;
    choose(-1);
  }

  function close() {
    turn++;
    show([]);
  }

  async function ask() {
    const mine = ++turn;
    const url = field.dataset.suggest + encodeURIComponent(field.value);
    const answer = await fetch(url).then((r) => r.json()).catch(() => ({}));
    if (mine === turn) show(answer.suggestions ?? [], answer.message);
  }

  field.role = "combobox";
  field.autocomplete = "off";
  set("autocomplete", "list");
  set("controls", list.id);
  close();

  field.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  };
  field.onblur = close;
  field.onkeydown = (event) => {
    const at = items().indexOf(chosen);
    const count = list.children.length;
    if (!count || event.isComposing) return;
    if (event.key === "ArrowDown") choose((at + 1) % count);
    else if (event.key === "ArrowUp") choose((at < 1 ? count : at) - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen) chosen.click();
    else return;
    event.preventDefault();
  };
  list.onmousedown = (event) => event.preventDefault();
  list.onclick = (event) => location.assign(event.target.dataset.url);
})();
