"""Lines such as "TI  - A title", of which RIS, PubMed and EndNote records are made."""

from collections.abc import Iterable, Iterator

from articles.references.formats.record import single_line


class Values(dict[str, list[str]]):
    """The values of each tag, in the order of the file."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()):
        super().__init__()
        self.pairs = list(pairs)
        for tag, value in self.pairs:
            self.setdefault(tag, []).append(value)

    def in_order(self, *tags: str) -> Iterator[str]:
        """Yield the values of several tags in the order of the file."""
        return (value for tag, value in self.pairs if tag in tags)


def values_by_tag(lines: Iterable[tuple[str, str]]) -> Values:
    """Return the values of each tag in order; a line with an empty tag continues the last value."""
    values: list[tuple[str, list[str]]] = []
    for tag, text in lines:
        if tag:
            values.append((tag, [text]))
        elif values:
            values[-1][1].append(text)
    joined = ((tag, single_line(" ".join(texts))) for tag, texts in values)
    return Values((tag, value) for tag, value in joined if value)


def first_value(values: Values, *tags: str) -> str:
    """Return the first value of the first of these tags that has one."""
    return next((value for tag in tags for value in values.get(tag, ())), "")
