"""Turn the LaTeX of BibTeX values into plain text, by pylatexenc, without losing words."""

import re
from functools import cache, lru_cache

from pylatexenc.latex2text import (  # type: ignore[import-untyped]
    LatexNodes2Text,
    get_default_latex_context_db,
)
from pylatexenc.latexwalker import LatexWalkerError  # type: ignore[import-untyped]

from articles.references.formats.record import MAX_TEXT_LENGTH

MAX_CACHED_TEXTS = 10_000
TEX = re.compile(r"[\\$~]|--|``|''")
ESCAPED_SIGN = re.compile(r"\\([&%#_])")
BARE_PERCENT = re.compile(r"(?<!\\)%")
MARKS = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "))
MATH = re.compile(r"(?<!\\)\$([^$]*)\$")
# In formulas and as macros. Raised figures stay raised: 10³ is not 103. Lowered ones stay readable.
SCRIPT = re.compile(
    r"(?P<sign>[\^_])\s*(?:\{(?P<group>(?:[^{}]|\{[^{}]*\})*)\}|(?P<letter>\w))"
    r"|\\text(?P<macro>super|sub)script\s*\{(?P<text>(?:[^{}]|\{[^{}]*\})*)\}"
)
TEXT_MACRO = re.compile(r"\\(?:text|math)(?:rm|up|it|bf|sf)?\s*\{([^{}]*)\}")
RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
MACRO = re.compile(r"\\([A-Za-z]+)(\s*\{)?")
# Words behind the macros of these names are often glued to them.
GLUED_MACRO = re.compile(r"text(?:quote|back|tilde|en|em|bar|less|greater|bullet|reg|trade|asc)\w*")
WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{4,}")
# A letter with its accent, which is a macro of one sign; and letters that are macros themselves.
LETTER = re.compile(
    r"\\(?:[\"'`^~=.]\s*|[cvHukbdrt](?:\s+|\s*(?=\{)))(?:\{\s*\\?[A-Za-z]\s*\}|\\?[A-Za-z](?![A-Za-z]*\{))"
    r"|\\(?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j)(?:\{\}|(?![A-Za-z]))\s?"
)
# The second backslash of an accent that some program has escaped.
DOUBLED_ACCENT = re.compile(r"\\(?=\\(?:[\"'`^~=.]\{?[A-Za-z]|[ij]\}))")
LINE_BREAK = re.compile(r"\\\\(?=[^A-Za-z{])")
# Arguments of these are no words of the text.
WITHOUT_WORDS = re.compile(r"\\(?:href|cite\w*|label|ref|url|noopsort|bibinfo)\b")


def decode_latex(text: str) -> str:
    """Return the text without LaTeX; long texts only lose their braces."""
    if len(text) > MAX_TEXT_LENGTH:
        return text
    if not TEX.search(text):
        return re.sub(r"[{}]", "", text)
    text = LINE_BREAK.sub(" ", DOUBLED_ACCENT.sub("", text))
    with_letters = LETTER.sub(lambda match: _decode_letter(match[0]), text)
    plain = ESCAPED_SIGN.sub(r"\1", with_letters)
    if "\\" in plain or "$" in plain:
        return _decode(with_letters)
    for mark, sign in MARKS:
        plain = plain.replace(mark, sign)
    return re.sub(r"[{}]", "", plain)


@lru_cache(MAX_CACHED_TEXTS)
def _decode_letter(latex: str) -> str:
    """Return the letter, or LaTeX unchanged if the converter does not know it."""
    letter = _convert(latex.strip())
    return letter if letter.strip() else latex


@lru_cache(MAX_CACHED_TEXTS)
def _decode(text: str) -> str:
    prepared = MACRO.sub(_keep_word, SCRIPT.sub(_script_outside_math, MATH.sub(_decode_math, text)))
    decoded = _convert(prepared)
    if not WITHOUT_WORDS.search(text):
        words = WORD.findall(prepared)
        if any(word not in decoded for word in words):
            decoded = _strip_macros(prepared)
    is_unbalanced = decoded.count("{") != decoded.count("}")
    return re.sub("[{}]", "", decoded) if is_unbalanced else decoded


def _convert(text: str) -> str:
    # Unlike LaTeX, BibTeX has no comments in values.
    try:
        return _converter().latex_to_text(BARE_PERCENT.sub(r"\%", text))
    except (LatexWalkerError, RecursionError):
        return re.sub("[{}]", "", _strip_macros(text))


def _strip_macros(text: str) -> str:
    return re.sub(r"\\[A-Za-z]+\s*|[\\$]", "", text)


@cache
def _converter() -> LatexNodes2Text:
    return LatexNodes2Text(keep_braced_groups=False, math_mode="text")


@cache
def _known_macros() -> frozenset[str]:
    specs = get_default_latex_context_db().iter_macro_specs()
    return frozenset(spec.macroname for spec in specs)


def _decode_math(match: re.Match[str]) -> str:
    """Return a formula with raised and lowered parts as text, without dollars if it is plain."""
    inner = SCRIPT.sub(_script, match[1])
    return inner if "\\" not in inner else f"${inner}$"


def _script_outside_math(match: re.Match[str]) -> str:
    return _script(match) if match["macro"] else match[0]


def _script(match: re.Match[str]) -> str:
    text = match["letter"] or match["group"] or match["text"] or ""
    text = TEXT_MACRO.sub(r"\1", text)
    is_raised = match["sign"] == "^" or match["macro"] == "super"
    is_number = is_raised and re.fullmatch(r"[\d+\-−=()]+|[ni]", text)
    return text.translate(RAISED) if is_number else text


def _keep_word(match: re.Match[str]) -> str:
    r"""Return a macro that is known; else "\textquoteleft{}slow" for "\textquoteleftslow".

    An unknown macro with an argument is left to the converter, which keeps the argument. Others
    become words, as converters drop them.
    """
    name, brace = match[1], match[2] or ""
    is_glued = GLUED_MACRO.match(name)
    if name in _known_macros():
        # LaTeX drops the blank behind a macro, which writers did not mean.
        return f"\\{name}{{}}" if is_glued and not brace else match[0]
    if brace and not is_glued:
        return match[0]
    lengths = range(len(name) - 1, 4, -1) if is_glued else ()
    macro = next((name[:end] for end in lengths if name[:end] in _known_macros()), "")
    word = name[len(macro) :]
    if macro in ("", "textbackslash"):
        return word + brace
    return f"\\{macro}{{}}{word}{brace}"
