"""Detect the format of a file or pasted text, and read its references."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.references.formats import bibtex, csl, endnote, lists, nbib, ris, tables
from articles.references.formats.decoding import UnreadableError, decode, normalise_lines
from articles.references.formats.record import Record

__all__ = ["Record", "UnreadableError", "decode", "detect_format", "read_records"]

READERS: dict[str, Callable[[str], list[Record]]] = {
    "ris": ris.read,
    "nbib": nbib.read,
    "bibtex": bibtex.read,
    "csl": csl.read,
    "endnote": endnote.read_tagged,
    "endnote-xml": endnote.read_xml,
    "csv": tables.read,
    "text": lists.read,
}
JSON_START = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*(?:[\[{\"]|\]\s*$))")
# The first one in the text counts, since abstracts may quote anything.
FORMAT_MARKERS = re.compile(
    r"""^[ \t]*(?:
    (?P<bibtex> @\w+[ \t]*[{(])
    | (?P<ris> TY[ \t]{0,3}-(?:[ \t]|$))
    | (?P<nbib> (?:PMID|OWN[ ]|STAT|FAU[ ]|PMC[ ])-[ ]))""",
    re.MULTILINE | re.VERBOSE,
)
RIS_LINE = re.compile(r"^(?:A1|AU|T1|TI|T2|JO|JF|PY|Y1)  - ", re.MULTILINE)
FORMAT_BY_EXTENSION = {
    "ris": "ris",
    "nbib": "nbib",
    "medline": "nbib",
    "bib": "bibtex",
    "bibtex": "bibtex",
    "json": "csl",
    "enw": "endnote",
}
# Files of these are no list of references, whatever their lines look like.
OTHER_EXTENSIONS = {"cff", "css", "csv", "htm", "html", "ini", "js", "log", "py", "sql", "tex"}
OTHER_EXTENSIONS |= {"toml", "tsv", "xml", "yaml", "yml"}
UNSUPPORTED_FORMATS = (
    (
        re.compile(r"\s*<(?:\?xml|!doctype|html|xml)\b", re.IGNORECASE),
        gettext_lazy("This is an XML file or a web page. Export the references as RIS instead."),
    ),
    (
        re.compile(r"(?:#[^\n]*\n|\s+)*cff-version\s*:"),
        gettext_lazy(
            "This is a CITATION.cff, which says how to cite a program or data set. Add it as one "
            "source by hand, or choose a file of references."
        ),
    ),
    (
        re.compile(r"\s*(?:FN .*\s+VR |PT [JBSP]\n)"),
        gettext_lazy("This is a Web of Science file. Export the references as RIS instead."),
    ),
)


def detect_format(text: str, name: str = "") -> str:
    """Return the format of a text, a key of `READERS`: "text" for anything unknown.

    The text counts more than the file extension, which is often wrong.
    """
    if JSON_START.match(text):
        return "csl"
    if endnote.XML_START.match(text):
        return "endnote-xml"
    if endnote.TAGGED_START.match(text):
        return "endnote"
    if tables.find_header(text)[0]:
        return "csv"
    if marker := FORMAT_MARKERS.search(text):
        return str(marker.lastgroup)
    if RIS_LINE.search(text):
        return "ris"
    return FORMAT_BY_EXTENSION.get(name.rpartition(".")[2].lower(), "text")


def read_records(data: bytes | str, name: str = "") -> list[Record]:
    """Return the records of a file or pasted text, at least one, or raise UnreadableError.

    No other error is raised: a part that cannot be read becomes a record with a problem.
    """
    text = decode(data) if isinstance(data, bytes) else normalise_lines(data)
    if not text.strip():
        raise UnreadableError(_("There is nothing in it."))
    detected = detect_format(text, name)
    for pattern, message in UNSUPPORTED_FORMATS if detected != "endnote-xml" else ():
        if pattern.match(text):
            raise UnreadableError(str(message))
    extension = name.rpartition(".")[2].lower()
    if detected == "text" and extension in OTHER_EXTENSIONS:
        advice = _(
            "A file that ends in .%(extension)s is no list of references. Choose a RIS, nbib, "
            "BibTeX, CSL-JSON or EndNote file, or paste the references."
        )
        raise UnreadableError(advice % {"extension": extension})
    if records := READERS[detected](text):
        return records
    raise UnreadableError(_("No references were found in it."))
