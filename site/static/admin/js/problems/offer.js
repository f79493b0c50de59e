// A card below underlined words, which offers their line in the list while the list is closed.

const GAP = 6;

export class Offer {
  /** `onChoose` is called with the line. */
  constructor(label, onChoose) {
    this.card = document.createElement("div");
    this.card.className = "problem-offer";
    this.card.popover = "manual";
    this.text = document.createElement("p");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    const key = document.createElement("kbd");
    key.textContent = "Alt+F8";
    button.append(label, " ", key);
    button.addEventListener("click", () => {
      this.hide();
      onChoose(this.line);
    });
    this.card.append(this.text, button);
    document.querySelector("main").append(this.card);
  }

  show(line, range) {
    this.line = line;
    this.text.textContent = line.said;
    this.card.showPopover();
    const around = range.getClientRects()[0] ?? range.getBoundingClientRect();
    const { offsetHeight: height, offsetWidth: width } = this.card;
    const below = around.bottom + GAP;
    const fits = below + height < window.innerHeight;
    const left = Math.min(around.left, window.innerWidth - width - GAP);
    this.card.style.top = `${fits ? below : Math.max(GAP, around.top - height - GAP)}px`;
    this.card.style.left = `${Math.max(GAP, left)}px`;
  }

  hide() {
    if (this.card.matches(":popover-open")) this.card.hidePopover();
  }

  remove() {
    this.card.remove();
  }
}
