"""Read a sentence for the rules: its words, quotations, negations, hedges and what it is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.problems.claims.lexicon import Keys, Lexicon
from articles.problems.claims.patterns import CodedWords, Codes, PatternIndex, encode
from articles.problems.claims.subjects import Subject, find_subject, resolve_pronoun
from articles.problems.claims.tokens import Token, tokenise

BOUNDARIES = frozenset({",", ";", ":", "–", "(", ")"})
CONTRASTS = frozenset({"but", "although", "though", "except", "however", "whereas", "while", "yet"})
# "It does not cure, reverse or heal" denies all three.
MAX_WORDS_OF_LIST_ITEM = 5
MAX_SHORT_SCOPE = 4
NO_KEYS: Keys = frozenset()


@dataclass(frozen=True)
class Scope:
    """The words that a negation or hedge is about, and the place of its own words."""

    cue: range
    words: range


@dataclass(frozen=True)
class SentenceReading:
    """A sentence as the rules see it. Words in quotation marks are hidden in `words`."""

    tokens: list[Token]
    keys: list[Keys]
    words: CodedWords
    quoted: CodedWords | None
    is_question: bool
    traits: frozenset[str]
    """The kinds of cues in it, such as "about" for talk about claims."""
    subject: Subject
    negations: list[Scope]
    hedges: list[Scope]
    limits: list[Scope]

    def is_negated(self, match: range, *, is_negative: bool) -> bool:
        """Return True if a negation is about the match.

        One that says no itself, such as "no side effects", is only cleared by a negation before
        it, as in "no drug has no side effects".
        """
        if is_negative:
            return any(
                match[0] in scope.words and scope.cue.stop <= match.start
                for scope in self.negations
            )
        return any(match[-1] in scope.words or match[0] in scope.words for scope in self.negations)

    def is_hedged(self, match: range) -> bool:
        return any(match[-1] in scope.words for scope in self.hedges)

    def is_limited(self, match: range) -> bool:
        return any(match[-1] in scope.words for scope in self.limits)


def read_sentence(
    text: str,
    start: int,
    end: int,
    lexicon: Lexicon,
    cues: PatternIndex[str],
    codes: Codes,
    before: Subject,
) -> SentenceReading:
    """Return the reading of the sentence at this place of a normalised text.

    `before` is what the sentence before it is about.
    """
    tokens = tokenise(text, start, end)
    forms = [token.form for token in tokens]
    keys = lexicon.classify(forms)
    subject = find_subject(forms, keys, before)
    resolve_pronoun(forms, keys, before)
    is_quoted = _find_quoted(text, start, end, tokens)
    outside = [NO_KEYS if hidden else own for own, hidden in zip(keys, is_quoted, strict=True)]
    words = encode(outside, forms, codes)
    quoted = None
    if any(is_quoted):
        inside = [own if shown else NO_KEYS for own, shown in zip(keys, is_quoted, strict=True)]
        quoted = encode(inside, forms, codes)
    found: dict[str, list[range]] = {}
    for pattern, kind in cues.candidates(words):
        found.setdefault(kind, []).extend(pattern.find(words))
    return SentenceReading(
        tokens=tokens,
        keys=keys,
        words=words,
        quoted=quoted,
        is_question=bool(forms) and _is_question(forms),
        traits=frozenset(kind for kind, matches in found.items() if matches),
        subject=subject,
        negations=_negations(forms, found),
        hedges=_hedges(forms, found),
        limits=_limits(forms, found),
    )


def _is_question(forms: Sequence[str]) -> bool:
    return "?" in forms[-3:]


def _find_quoted(text: str, start: int, end: int, tokens: Sequence[Token]) -> list[bool]:
    hidden: set[int] = set()
    for first, last in _quotations(text[start:end]):
        hidden.update(range(start + first, start + last))
    return [token.start in hidden for token in tokens]


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between quotation marks. An apostrophe neither opens nor closes one."""
    opened: dict[str, int] = {}
    for position, sign in enumerate(text):
        if sign not in "\"'":
            continue
        joins_before = text[position - 1 : position].isalnum()
        joins_after = text[position + 1 : position + 2].isalnum()
        if sign in opened and (sign == '"' or not joins_after):
            yield opened.pop(sign), position + 1
        elif sign == '"' or (joins_after and not joins_before):
            opened[sign] = position


def _negations(forms: Sequence[str], found: dict[str, list[range]]) -> list[Scope]:
    pseudo = {word for match in found.get("no_negation", ()) for word in match}
    scopes = [
        Scope(cue, range(cue.stop, bound(forms, cue.stop)))
        for kind, bound in (("negation", _end_of_clause), ("wide", _end_of_part))
        for cue in found.get(kind, ())
        if pseudo.isdisjoint(cue)
    ]
    for cue in found.get("short", ()):
        if pseudo.isdisjoint(cue):
            stop = min(_end_of_clause(forms, cue.stop), cue.stop + MAX_SHORT_SCOPE)
            scopes.append(Scope(cue, range(cue.stop, stop)))
    scopes += [
        Scope(cue, range(_start_of_part(forms, cue.start), cue.stop))
        for cue in found.get("after", ())
        if pseudo.isdisjoint(cue)
    ]
    return scopes


def _hedges(forms: Sequence[str], found: dict[str, list[range]]) -> list[Scope]:
    """Return what "may" and the like are about: all behind them."""
    return [
        Scope(cue, range(cue.stop, _end_of_part(forms, cue.stop))) for cue in found.get("hedge", ())
    ]


def _limits(forms: Sequence[str], found: dict[str, list[range]]) -> list[Scope]:
    """Return what "in one trial" and the like are about: all around them."""
    pseudo = {word for match in found.get("no_limit", ()) for word in match}
    return [
        Scope(cue, range(_start_of_part(forms, cue.start), _end_of_part(forms, cue.stop)))
        for cue in found.get("limit", ())
        if pseudo.isdisjoint(cue)
    ]


def _end_of_clause(forms: Sequence[str], start: int) -> int:
    """Return the end of the clause: a comma ends it unless a list goes on behind it."""
    for position in range(start, len(forms)):
        form = forms[position]
        if form in CONTRASTS or (form in BOUNDARIES and form != ","):
            return position
        if form == "," and not _list_goes_on(forms, position + 1):
            return position
    return len(forms)


def _list_goes_on(forms: Sequence[str], start: int) -> bool:
    ahead = forms[start : start + MAX_WORDS_OF_LIST_ITEM]
    return "or" in ahead or "nor" in ahead


def _end_of_part(forms: Sequence[str], start: int) -> int:
    """Return the end of the part of the sentence, which a comma does not end."""
    for position in range(start, len(forms)):
        if forms[position] in (";", "but", "although", "however"):
            return position
    return len(forms)


def _start_of_part(forms: Sequence[str], end: int) -> int:
    for position in range(end - 1, -1, -1):
        if forms[position] in (";", "but", "although", "however"):
            return position + 1
    return 0
