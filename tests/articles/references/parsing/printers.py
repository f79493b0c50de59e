"""Small printers of twelve styles, written from the rules of their manuals.

They share nothing with the styles of the project, so that its parser is not tested on its own text.
"""

from collections.abc import Callable, Sequence

from tests.articles.references.parsing.works import MONTHS, Name, Work

MAX_AMA_AUTHORS = 6


def _initials(name: Name, dot: str = "", gap: str = "") -> str:
    return gap.join(f"{given[0]}{dot}" for given in name.given)


def _plain(name: Name) -> str:
    """Return "Roe JA" or "Roe JA Jr"."""
    return name.group or " ".join(filter(None, (name.family, _initials(name), name.suffix)))


def _inverted(name: Name, gap: str = " ") -> str:
    """Return "Roe, J. A.", or "Roe, J. A., Jr."."""
    if name.group:
        return name.group
    suffix = f", {name.suffix}." if name.suffix else ""
    return f"{name.family}, {_initials(name, '.', gap)}{suffix}"


def _initials_first(name: Name) -> str:
    if name.group:
        return name.group
    suffix = f" {name.suffix}." if name.suffix else ""
    return f"{_initials(name, '.', ' ')} {name.family}{suffix}"


def _spelled(name: Name, *, inverted: bool = False) -> str:
    if name.group:
        return name.group
    suffix = f", {name.suffix}." if name.suffix else ""
    given = " ".join(name.given)
    return f"{name.family}, {given}{suffix}" if inverted else f"{given} {name.family}{suffix}"


def _join(names: Sequence[str], last: str) -> str:
    """Join names with commas, and the last one with `last`, such as ", & "."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}{last}{names[-1]}"


def _spelled_list(names: Sequence[Name]) -> str:
    spelled = [_spelled(name, inverted=place == 0) for place, name in enumerate(names)]
    return _join(spelled, ", and ")


def _short_pages(pages: Sequence[str], dash: str) -> str:
    """Return "611-4" for 611 and 614, as NLM does."""
    if len(pages) < 2:
        return pages[0]
    first, last = pages
    same = 0
    while len(first) == len(last) and same < len(last) - 1 and first[same] == last[same]:
        same += 1
    return f"{first}{dash}{last[same:]}"


def _stop(text: str) -> str:
    return text if text[-1] in "?!." else f"{text}."


def _quote(title: str, mark: str) -> str:
    """Return the title in quotation marks, with those inside it as single ones."""
    inner = title.replace("“", "‘").replace("”", "’")
    return f"“{inner}{'' if inner[-1] in '?!' else mark}”"


def _month(number: int) -> str:
    return MONTHS[number - 1][:3]


def _day(date: tuple[int, int, int]) -> str:
    return f"{MONTHS[date[1] - 1]} {date[2]}, {date[0]}"


def _doi(work: Work, before: str, after: str = "") -> str:
    return f" {before}{work.doi}{after}" if work.doi else ""


def vancouver(work: Work) -> str:
    start = f"{_stop(', '.join(map(_plain, work.authors)))} {_stop(work.title)}"
    if work.kind == "article":
        issue = f"({work.issue})" if work.issue else ""
        place = f"{work.year};{work.volume}{issue}:{_short_pages(work.pages, '-')}."
        return f"{start} {work.journal[1]}. {place}{_doi(work, 'doi: ', '.')}"
    if work.kind == "web_page":
        year, month, day = work.accessed
        return (
            f"{start.rstrip('.')} [Internet]. {work.site}; {work.year} "
            f"[cited {year} {_month(month)} {day}]. Available from: {work.url}"
        )
    imprint = f"{work.place}: {work.publisher}; {work.year}."
    if work.kind == "chapter":
        editors = ", ".join(map(_plain, work.editors))
        role = "editors" if len(work.editors) > 1 else "editor"
        pages = f"p. {_short_pages(work.pages, '-')}."
        return f"{start} In: {editors}, {role}. {work.book}. {imprint} {pages}"
    edition = f" {work.edition} ed." if work.edition else ""
    return f"{start}{edition} {imprint}"


def ama(work: Work) -> str:
    names = list(map(_plain, work.authors))
    names = [*names[:3], "et al"] if len(names) > MAX_AMA_AUTHORS - 1 else names
    start = f"{_stop(', '.join(names))} {_stop(work.title)}"
    if work.kind == "article":
        issue = f"({work.issue})" if work.issue else ""
        place = f"{work.year};{work.volume}{issue}:{'-'.join(work.pages)}."
        return f"{start} {work.journal[1]}. {place}{_doi(work, 'doi:')}"
    if work.kind == "web_page":
        published = _day((work.year, work.month, work.day))
        return f"{start} {work.site}. {published}. Accessed {_day(work.accessed)}. {work.url}"
    if work.kind == "chapter":
        editors, role = (
            ", ".join(map(_plain, work.editors)),
            "eds" if len(work.editors) > 1 else "ed",
        )
        pages = "-".join(work.pages)
        return f"{start} In: {editors}, {role}. {work.book}. {work.publisher}; {work.year}:{pages}."
    edition = f" {work.edition} ed." if work.edition else ""
    return f"{start}{edition} {work.publisher}; {work.year}."


def bmj(work: Work) -> str:
    start = f"{_stop(', '.join(map(_plain, work.authors)))} {_stop(work.title)}"
    if work.kind == "article":
        pages = _short_pages(work.pages, "–")
        return f"{start} {work.journal[1]} {work.year};{work.volume}:{pages}.{_doi(work, 'doi:')}"
    if work.kind == "web_page":
        year, month, day = work.accessed
        return (
            f"{start} {work.site}. {work.year}. {work.url} (accessed {day} {_month(month)} {year})."
        )
    imprint = f"{work.place}: {work.publisher} {work.year}"
    if work.kind == "chapter":
        editors = ", ".join(map(_plain, work.editors))
        pages = _short_pages(work.pages, "–")
        return f"{start} In: {editors}, eds. {work.book}. {imprint}:{pages}."
    edition = f" {work.edition} edn." if work.edition else ""
    return f"{start}{edition} {imprint}."


def lancet(work: Work) -> str:
    start = f"{_stop(', '.join(map(_plain, work.authors)))} {_stop(work.title)}"
    if work.kind == "article":
        pages = _short_pages(work.pages, "–")
        return f"{start} {work.journal[1]} {work.year}; {work.volume}: {pages}."
    if work.kind == "web_page":
        return f"{start} {work.site}. {work.year}. {work.url} (accessed {_day(work.accessed)})."
    imprint = f"{work.place}: {work.publisher}, {work.year}"
    if work.kind == "chapter":
        editors = ", ".join(map(_plain, work.editors))
        pages = _short_pages(work.pages, "–")
        return f"{start} In: {editors}, eds. {work.book}. {imprint}: {pages}."
    edition = f" {work.edition} edn." if work.edition else ""
    return f"{start}{edition} {imprint}."


def plos(work: Work) -> str:
    start = f"{_stop(', '.join(map(_plain, work.authors)))} {_stop(work.title)}"
    if work.kind == "article":
        pages = "–".join(work.pages)
        place = f"{work.year};{work.volume}: {pages}."
        return f"{start} {work.journal[1]}. {place}{_doi(work, 'doi:')}"
    if work.kind == "web_page":
        year, month, day = work.accessed
        published = f"{work.day} {_month(work.month)} {work.year}"
        cited = f"[cited {day} {_month(month)} {year}]"
        return f"{start} In: {work.site} [Internet]. {published} {cited}. Available: {work.url}"
    imprint = f"{work.place}: {work.publisher}; {work.year}."
    if work.kind == "chapter":
        editors = ", ".join(map(_plain, work.editors))
        return f"{start} In: {editors}, editors. {work.book}. {imprint} pp. {'–'.join(work.pages)}."
    edition = f" {work.edition} ed." if work.edition else ""
    return f"{start}{edition} {imprint}"


def apa(work: Work) -> str:
    authors = _stop(_join([_inverted(name) for name in work.authors], ", & "))
    date = f"({work.year})"
    if work.kind == "article":
        issue = f"({work.issue})" if work.issue else ""
        pages = "–".join(work.pages)
        place = f"{work.journal[0]}, {work.volume}{issue}, {pages}."
        return f"{authors} {date}. {_stop(work.title)} {place}{_doi(work, 'https://doi.org/')}"
    if work.kind == "web_page":
        date = f"({work.year}, {MONTHS[work.month - 1]} {work.day})"
        return f"{authors} {date}. {_stop(work.title)} {work.site}. {work.url}"
    if work.kind == "chapter":
        editors = _join([_initials_first(name) for name in work.editors], " & ")
        role = "Eds." if len(work.editors) > 1 else "Ed."
        pages = f"(pp. {'–'.join(work.pages)})"
        book = f"In {editors} ({role}), {work.book} {pages}. {work.publisher}."
        return f"{authors} {date}. {_stop(work.title)} {book}"
    edition = f" ({work.edition} ed.)" if work.edition else ""
    return f"{authors} {date}. {work.title}{edition}. {work.publisher}."


def harvard(work: Work) -> str:
    authors = _join([_inverted(name, "") for name in work.authors], " and ")
    start = f"{authors} ({work.year})"
    if work.kind == "article":
        issue = f"({work.issue})" if work.issue else ""
        mark = "pp." if len(work.pages) > 1 else "p."
        place = f"{work.journal[0]}, {work.volume}{issue}, {mark} {'–'.join(work.pages)}."
        available = f" Available at: https://doi.org/{work.doi}." if work.doi else ""
        return f"{start} {_quote(work.title, ',')} {place}{available}"
    if work.kind == "web_page":
        year, month, day = work.accessed
        accessed = f"(Accessed: {day} {MONTHS[month - 1]} {year})"
        return f"{start} {work.title}. {work.site}. Available at: {work.url} {accessed}."
    imprint = f"{work.place}: {work.publisher}"
    if work.kind == "chapter":
        editors = _join([_inverted(name, "") for name in work.editors], " and ")
        role = "eds" if len(work.editors) > 1 else "ed."
        pages = f"pp. {'–'.join(work.pages)}"
        book = f"in {editors} ({role}) {work.book}. {imprint}, {pages}."
        return f"{start} {_quote(work.title, ',')} {book}"
    edition = f" {work.edition} edn." if work.edition else ""
    return f"{start} {work.title}.{edition} {imprint}."


def springer(work: Work) -> str:
    start = f"{', '.join(map(_plain, work.authors))} ({work.year}) {_stop(work.title)}"
    if work.kind == "article":
        pages = "–".join(work.pages)
        doi = _doi(work, "https://doi.org/")
        return f"{start} {work.journal[1]} {work.volume}:{pages}.{doi}"
    if work.kind == "web_page":
        year, month, day = work.accessed
        accessed = f"Accessed {day} {_month(month)} {year}"
        return f"{start} In: {work.site}. {work.url}. {accessed}"
    imprint = f"{work.publisher}, {work.place}"
    if work.kind == "chapter":
        editors, role = (
            ", ".join(map(_plain, work.editors)),
            "eds" if len(work.editors) > 1 else "ed",
        )
        return f"{start} In: {editors} ({role}) {work.book}. {imprint}, pp {'–'.join(work.pages)}"
    edition = f", {work.edition} edn." if work.edition else "."
    return f"{start[:-1]}{edition} {imprint}"


def ieee(work: Work) -> str:
    names = [_initials_first(name) for name in work.authors]
    authors = _join(names, " and " if len(names) == 2 else ", and ")
    if work.kind == "article":
        issue = f" no. {work.issue}," if work.issue else ""
        mark = "pp." if len(work.pages) > 1 else "p."
        place = f"vol. {work.volume},{issue} {mark} {'–'.join(work.pages)}, {work.year}"
        doi = f", doi: {work.doi}." if work.doi else "."
        return f"{authors}, {_quote(work.title, ',')} {work.journal[1]}, {place}{doi}"
    if work.kind == "web_page":
        accessed = f"Accessed: {_month(work.accessed[1])}. {work.accessed[2]}, {work.accessed[0]}."
        return (
            f"{authors}, {_quote(work.title, ',')} {work.site}. {accessed} "
            f"[Online]. Available: {work.url}"
        )
    imprint = f"{work.place}: {work.publisher}, {work.year}"
    if work.kind == "chapter":
        editors = _join([_initials_first(name) for name in work.editors], " and ")
        role = "Eds." if len(work.editors) > 1 else "Ed."
        pages = f"pp. {'–'.join(work.pages)}."
        return (
            f"{authors}, {_quote(work.title, ',')} in {work.book}, {editors}, {role}, "
            f"{imprint}, {pages}"
        )
    edition = f", {work.edition} ed." if work.edition else "."
    return f"{authors}, {work.title}{edition} {imprint}."


def nature(work: Work) -> str:
    authors = _stop(_join([_inverted(name) for name in work.authors], " & "))
    start = f"{authors} {_stop(work.title)}"
    if work.kind == "article":
        pages = "–".join(work.pages)
        return f"{start} {work.journal[1]} {work.volume}, {pages} ({work.year})."
    if work.kind == "web_page":
        return f"{start} {work.site} {work.url} ({work.year})."
    imprint = f"({work.publisher}, {work.place}, {work.year})"
    if work.kind == "chapter":
        editors = _join([_inverted(name) for name in work.editors], " & ")
        role = "eds." if len(work.editors) > 1 else "ed."
        return f"{start} in {work.book} ({role} {editors}) {'–'.join(work.pages)} {imprint}."
    return f"{start[:-1]} {imprint}."


def chicago(work: Work) -> str:
    start = f"{_stop(_spelled_list(work.authors))} {work.year}."
    if work.kind == "article":
        issue = f" ({work.issue})" if work.issue else ""
        doi = _doi(work, "https://doi.org/", ".")
        place = f"{work.journal[0]} {work.volume}{issue}: {'–'.join(work.pages)}."
        return f"{start} {_quote(work.title, '.')} {place}{doi}"
    if work.kind == "web_page":
        published = f"{MONTHS[work.month - 1]} {work.day}"
        return f"{start} {_quote(work.title, '.')} {work.site}, {published}. {work.url}."
    imprint = f"{work.place}: {work.publisher}."
    if work.kind == "chapter":
        editors = _join([_spelled(name) for name in work.editors], " and ")
        pages = "–".join(work.pages)
        book = f"In {work.book}, edited by {editors}, {pages}. {imprint}"
        return f"{start} {_quote(work.title, '.')} {book}"
    edition = f" {work.edition} ed." if work.edition else ""
    return f"{start} {_stop(work.title)}{edition} {imprint}"


def mla(work: Work) -> str:
    names = work.authors
    if len(names) > 2:
        authors = f"{_spelled(names[0], inverted=True)}, et al."
    else:
        authors = _stop(_spelled_list(names))
    if work.kind == "article":
        issue = f" no. {work.issue}," if work.issue else ""
        mark = "pp." if len(work.pages) > 1 else "p."
        pages = f"{mark} {'–'.join(work.pages)}"
        doi = f", https://doi.org/{work.doi}." if work.doi else "."
        place = f"vol. {work.volume},{issue} {work.year}, {pages}{doi}"
        return f"{authors} {_quote(work.title, '.')} {work.journal[0]}, {place}"
    if work.kind == "web_page":
        published = f"{work.day} {_month(work.month)}. {work.year}"
        return f"{authors} {_quote(work.title, '.')} {work.site}, {published}, {work.url}."
    imprint = f"{work.publisher}, {work.year}"
    if work.kind == "chapter":
        editors = _join([_spelled(name) for name in work.editors], " and ")
        pages = f"pp. {'–'.join(work.pages)}."
        book = f"{work.book}, edited by {editors}, {imprint}, {pages}"
        return f"{authors} {_quote(work.title, '.')} {book}"
    edition = f" {work.edition} ed.," if work.edition else ""
    return f"{authors} {_stop(work.title)}{edition} {imprint}."


STYLES: dict[str, Callable[[Work], str]] = {
    printer.__name__: printer
    for printer in (
        *(vancouver, ama, bmj, lancet, plos, apa, harvard, springer, ieee, nature, chicago, mla),
    )
}
