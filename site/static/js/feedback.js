// Answers "Was this clear?" in place. Without this script the form leads to a page with the same.

const form = document.querySelector("#clear");

async function send(event) {
  const { currentTarget: sent, submitter } = event;
  event.preventDefault();
  try {
    const response = await fetch(sent.action, { method: "POST", body: new FormData(sent, submitter) });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const answer = page.querySelector("#clear-answer");
    if (!answer) throw new TypeError();
    show(document.adoptNode(answer));
  } catch {
    sent.removeEventListener("submit", send);
    sent.requestSubmit(submitter);
  }
}

function show(answer) {
  // In an article these are no headings and no ways back.
  answer.querySelector(".clear-back")?.remove();
  const heading = answer.querySelector("h1");
  if (heading) {
    const text = document.createElement("p");
    text.className = "clear-thanks";
    text.textContent = heading.textContent;
    heading.replaceWith(text);
  }
  answer.querySelector(".lead")?.classList.remove("lead");
  answer.querySelector("form")?.addEventListener("submit", send);
  const place = document.querySelector(".clear-answer, #clear");
  place.replaceWith(answer);
  answer.focus({ preventScroll: true });
}

// Older browsers cannot say which button was pressed.
if (form && globalThis.SubmitEvent && "submitter" in SubmitEvent.prototype) form.addEventListener("submit", send);
