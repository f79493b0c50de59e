// Print, copy and share. The buttons need a script, so they are hidden until it runs.

const status = document.querySelector(".tool-status");

const tools = {
  print: { works: true, use: () => window.print() },
  copy: {
    works: Boolean(navigator.clipboard), // not over plain http
    use: async ({ dataset }) => {
      try {
        await navigator.clipboard.writeText(dataset.address);
        status.textContent = dataset.done;
      } catch {
        status.textContent = dataset.failed;
      }
    },
  },
  share: {
    works: Boolean(navigator.share),
    use: ({ dataset }) =>
      navigator.share({ title: dataset.title, url: dataset.address }).catch(() => {}), // the reader closed the dialog
  },
};

// Browsers whose style sheets cannot unfold for paper.
if (!CSS.supports("selector(::details-content)")) {
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("main details")) fold.open = true;
  });
}

for (const button of document.querySelectorAll("[data-tool]")) {
  const { works, use } = tools[button.dataset.tool];
  if (!works) continue;
  button.addEventListener("click", () => use(button));
  button.closest("[hidden]").hidden = false;
}
