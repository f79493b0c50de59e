// Finds the numbers in a text that look like citations: (1), [1, 2], [3–5] and raised ones.
(() => {
  const { citations } = window;
  const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const LONGEST_RUN = 30;
  const CONTEXT = 40;
  const list = (number) => String.raw`${number}(?:\s?[,;–-]\s?${number})*`;
  const plain = list(String.raw`[1-9]\d{0,2}`);
  const raised = list("[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}");
  // A citation follows a word: "(1)" that begins a paragraph counts points. A raised number after a
  // digit, a single letter or a unit of length is a power: 10⁶, R², cm³. Years and doses have more
  // than three digits or other words in the brackets.
  const NUMBERS = new RegExp(
    String.raw`(?<=\S\s{0,2})(?:\(\s?(${plain})\s?\)|\[\s?(${plain})\s?\])` +
      String.raw`|(?<=[^\s\d${RAISED}])(?<!(?:^|[^\p{L}])(?:\p{L}|[kcmdµμn]m))(${raised})`,
    "gu",
  );
  const NUMBERS_ALONE = new RegExp(`^(?:${plain})$`);

  function expanded(numbers) {
    const digits = numbers.replace(/[⁰¹²³⁴-⁹]/g, (sign) => RAISED.indexOf(sign));
    return digits.split(/[,;]/).flatMap((part) => {
      const [first, last = first] = part.split(/[–-]/).map(Number);
      const length = last - first + 1;
      if (length < 1 || length > LONGEST_RUN) return [first, last];
      return Array.from({ length }, (_, place) => first + place);
    });
  }

  function isFree(block, start, end) {
    for (let place = start; place < end; place += 1) if (block.getEntityAt(place)) return false;
    return true;
  }

  /** Each place with its numbers and the words around it; none within links and marks. */
  function find(content) {
    return content.getBlocksAsArray().flatMap((block) => {
      const text = block.getText();
      return [...text.matchAll(NUMBERS)]
        .map((match) => ({ match, start: match.index, end: match.index + match[0].length }))
        .filter(({ start, end }) => isFree(block, start, end))
        .map(({ match, start, end }) => ({
          blockKey: block.getKey(),
          start,
          end,
          numbers: expanded(match[1] ?? match[2] ?? match[3]),
          context: text.slice(Math.max(0, start - CONTEXT), end + CONTEXT / 2),
        }));
    });
  }

  const isRaised = (element) =>
    element.matches("sup") || element.style.verticalAlign === "super";

  /** Pasted HTML with raised numbers as the signs ¹²³, which an editor without raised text keeps.
   * Null where there are none. */
  function raisedKept(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    const found = [...body.querySelectorAll("sup, [style]")].filter(
      (element) => isRaised(element) && NUMBERS_ALONE.test(element.textContent.trim()),
    );
    if (!found.length) return null;
    for (const element of found) {
      const signs = element.textContent.trim().replace(/\d/g, (digit) => RAISED[digit]);
      element.replaceWith(signs);
    }
    return body.innerHTML;
  }

  citations.finding = { find, raisedKept };
})();
