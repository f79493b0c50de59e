// Underlines the words of problems in rich texts with the CSS Custom Highlight API, which changes
// no element. Where a browser lacks it, nothing is underlined.

const KINDS = ["note", "warning", "error", "current"];
const DELAY = 300;

export class Underlines {
  /** `onSearch` is called after the words of all lines were searched in the form. */
  constructor(onSearch) {
    this.onSearch = onSearch;
    this.lines = [];
    this.ranges = new Map();
    this.current = null;
    this.observer = new MutationObserver((changes) => this.follow(changes));
  }

  start() {
    const form = document.querySelector("[data-edit-form]");
    if (form) this.observer.observe(form, { characterData: true, childList: true, subtree: true });
    if (!CSS.highlights) return;
    this.highlights = new Map(
      KINDS.map((kind, priority) => [kind, Object.assign(new Highlight(), { priority })]),
    );
    for (const [kind, highlight] of this.highlights) CSS.highlights.set(`problem-${kind}`, highlight);
  }

  stop() {
    clearTimeout(this.timer);
    this.observer.disconnect();
    for (const kind of this.highlights?.keys() ?? []) CSS.highlights.delete(`problem-${kind}`);
  }

  /** Underline the words of some lines, and of no others. */
  show(lines) {
    this.lines = lines;
    this.ranges.clear();
    for (const line of lines) this.ranges.set(line, line.findRange());
    this.draw();
    this.onSearch();
  }

  setCurrent(line) {
    this.current = line;
    this.draw();
  }

  draw() {
    if (!this.highlights) return;
    for (const highlight of this.highlights.values()) highlight.clear();
    for (const [line, range] of this.ranges) {
      if (range) this.highlights.get(line.severity)?.add(range);
      if (range && line === this.current) this.highlights.get("current").add(range);
    }
  }

  /** Find the words again in texts that changed, before the browser paints them. */
  follow(changes) {
    const changed = new Set(changes.map(({ target }) => target));
    const isTouched = ({ known }) =>
      known && [...changed].some((node) => known.contains(node) || node.contains(known));
    const touched = this.lines.filter(isTouched);
    for (const line of touched) this.ranges.set(line, line.findRange());
    if (touched.length) this.draw();
    // The fields of a form appear one after the other.
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(this.lines), DELAY);
  }
}
