"""Split the text between authors and volume into title and journal, or title and site."""

import re

from articles.references.parsing.sentences import join_sentences, split_sentences, strip_punctuation

CLOSING_QUOTES = {"“": "”", "‘": "’", '"': '"', "«": "»", "„": "“", "'": "'"}
QUOTE_END = re.compile(r"[”’\"»“'](?=[\s.,;:)]|$)")
# Words of journal titles with full stops: "J. Pain", "Proc. Natl. Acad. Sci.".
ABBREVIATED_JOURNAL_WORD = re.compile(
    r"(?:The )?(?:Acad|Acta|Adv|Am|Anaesth|Anal|Anesth|Ann|Annu|Appl|Arch|Assoc|Biochem|Biol|Br"
    r"|Bull|Can|Cancer|Cell|Chem|Clin|Comp|Commun|Curr|Dev|Dis|Engl|Environ|Epidemiol|Eur|Exp|Gen"
    r"|Health|Hum|IEEE|Immunol|Ind|Int|J|Lett|Math|Med|Mol|N|Nat|Natl|Neurol|Neurosci|Nucl|Opin"
    r"|Pharmacol|Philos|Phys|Physiol|Proc|Psychiatry|Psychol|Publ|Q|R|Res|Rev|Rheum|Rheumatol"
    r"|Scand|Sci|Soc|Stat|Surg|Test|Ther|Trans|Trends|Z)\."
)
ABBREVIATION_SHAPE = re.compile(r"(?:[A-Z][a-z]{0,9}|[A-Z]{1,5})\.")
MAX_CONTAINER_WORDS = 16
JOURNAL_WORD = re.compile(
    r"\b(?:journals?|j|annals|archiv\w*|acta|bulletin|newsletter|magazine|times|post|transactions"
    r"|zeitschrift|revista|rivista|revue|letters|quarterly|news|gazette|herald|guardian|tribune"
    r"|review|reviews|lancet|bmj|jama|medicine|nature|science|daily|telegraph|tidsskrift|trudy"
    r"|вестник|журнал|annales|annual|cahiers|forum|chronicle|studies|proceedings|monthly|weekly)\b",
    re.IGNORECASE,
)
STRONG_JOURNAL_WORD = re.compile(
    r"\b(?:journal|annals|archives|bulletin|newsletter|magazine|transactions|proceedings|review"
    r"|times|zeitschrift|revista|quarterly|gazette)\b",
    re.IGNORECASE,
)
PUBLISHER_WORD = re.compile(
    r"\b(?:press|presses|publish\w*|verlag|books?|universit\w+|institut\w*|inc|ltd|sons|springer"
    r"|elsevier|wiley|routledge|éditions?|editions?|editorial|casa|editora|organi[sz]ation|academ\w+"
    r"|agency|ministry|dover|sage|penguin|norton|mcgraw|pearson|macmillan|oxford|cambridge"
    r"|blackwell|karger|thieme|mosby|saunders|lippincott|williams|churchill|guilford|harper|knopf"
    r"|taylor|francis|brill|gruyter|palgrave|ieee|acm|nice|who|crc|mit|humana|kluwer|hogrefe"
    r"|bloomsbury|houghton|random house|vintage|simon|hachette|beltz|suhrkamp|kohlhammer|laterza"
    r"|ministry|department|association|society|foundation|centre|center|company|group"
    r"|издательств\w+|wydawnictw\w+|nakładem|éditeur|uitgeverij|kiadó|förlag|forlag|yayın\w+)\b",
    re.IGNORECASE,
)


def is_journal(text: str) -> bool:
    """Return True if a name has a word of journals or newspapers, and none of publishers."""
    is_likely = JOURNAL_WORD.search(text) and not PUBLISHER_WORD.search(text)
    return bool(is_likely or STRONG_JOURNAL_WORD.search(text))


def is_publisher(text: str) -> bool:
    """Return True if a name has a word of publishers."""
    return bool(PUBLISHER_WORD.search(text))


def split_quoted(text: str) -> tuple[str, str] | None:
    """Return the title in quotation marks that a text begins with, and the text behind it."""
    closing = CLOSING_QUOTES.get(text[:1])
    if not closing:
        return None
    depth = 0
    for mark in re.finditer(r"[“”„«»\"‘’']", text):
        place, sign = mark.start(), mark[0]
        if place and sign == text[0] and sign != closing:
            depth += 1
        elif place and sign == closing and _may_close(text, place):
            if depth and sign != "’":
                depth -= 1
                continue
            title, rest = text[1:place], text[place + 1 :]
            is_phrase = rest.startswith(":") or (
                title[-1:] not in ".,?!" and re.match(r"\s?(?!in:?\s[A-Z])[a-z]", rest)
            )
            if re.search(r"\w", title) and not is_phrase:
                return strip_punctuation(title.strip()), rest.lstrip(" ,.;")
            return None
    return None


def _may_close(text: str, place: int) -> bool:
    """Return True if a mark ends the quoted title; an apostrophe does not."""
    after = text[place + 1 : place + 4]
    if after and after[0] not in " .,;:)":
        return False
    if text[place] in "’'" and after[:1] == " " and text[place - 1] not in ".,?!":
        return not after[1:2].islower() or after[1:].startswith("in")
    return True


def split_title(text: str) -> tuple[str, str]:
    """Return the sentences of a title, and the last one as the journal; "" if there is one only.

    The full stops of an abbreviated journal end no sentence.
    """
    parts = split_sentences(text)
    if len(parts) < 2:
        return join_sentences(parts), ""
    first = len(parts) - 1
    head, comma, tail = parts[-2].rpartition(", ")
    if comma and ABBREVIATED_JOURNAL_WORD.fullmatch(tail):
        return join_sentences([*parts[:-2], head]), strip_container(f"{tail} {parts[-1]}")
    while first > 1 and _is_abbreviation(parts, first):
        first -= 1
    return join_sentences(parts[:first]), strip_container(join_sentences(parts[first:]))


def _is_abbreviation(parts: list[str], first: int) -> bool:
    """Return True if the sentence before `first` is the beginning of a journal's title."""
    before = parts[first - 1]
    if ABBREVIATED_JOURNAL_WORD.fullmatch(before):
        return True
    words = before.split()
    return (
        len(words) < 4
        and bool(ABBREVIATION_SHAPE.fullmatch(words[-1]))
        and all(word[0].isupper() or word in {"&", "of"} for word in words)
        and len(parts[first].split()) < 4
    )


def split_title_by_comma(text: str) -> tuple[str, str]:
    """Return title and journal of "A title of words, J Pain"; the journal begins with a capital."""
    title, comma, container = text.rpartition(", ")
    words = container.split()
    if not comma or not words or len(words) > MAX_CONTAINER_WORDS or not words[0][0].isupper():
        return text, ""
    return strip_punctuation(title), strip_container(container)


def strip_container(text: str) -> str:
    """Return the title of a journal or book without what stands before and behind it."""
    text = re.sub(r"^(?:[Ii]n:?|available at)\s+(?=[A-Z])", "", text.strip(" ,;"))
    text = re.sub(r"\s*\[(?:Internet|Online|serial online)\]", "", text)
    return strip_punctuation(text)
