"""Terms as a query of a database.

Words hold letters and digits only, so there is nothing to escape.
"""

from collections.abc import Iterable
from typing import NamedTuple

from home.discovery.search.terms import Term
from home.discovery.search.words import STEM_SIGN


class Syntax(NamedTuple):
    """The signs of a database's full-text queries."""

    word: str
    prefix: str
    every: str
    some: str

    def all_of(self, parts: Iterable[str]) -> str:
        return self._join(self.every, parts)

    def any_of(self, parts: Iterable[str]) -> str:
        return self._join(self.some, parts)

    def _join(self, sign: str, parts: Iterable[str]) -> str:
        unique = list(dict.fromkeys(parts))
        return f"({sign.join(unique)})" if len(unique) > 1 else unique[0]


def build_query(terms: list[Term], syntax: Syntax, *, every: bool, exact: bool) -> str:
    """Return a query for every (or any) of the terms, with stems and synonyms unless `exact`."""
    join = syntax.all_of if every else syntax.any_of
    return join(_any_form(term, syntax, exact=exact) for term in terms)


def _any_form(term: Term, syntax: Syntax, *, exact: bool) -> str:
    forms = [[syntax.word.format(word) for word in term.words]]
    if term.prefix:
        forms.append([*forms[0][:-1], syntax.prefix.format(term.prefix)])
    if not exact:
        forms.append([_any_with_stem(word, syntax) for word in term.stems])
    synonyms = [] if exact else [_any_form(other, syntax, exact=False) for other in term.synonyms]
    return syntax.any_of([*map(syntax.all_of, forms), *synonyms])


def _any_with_stem(stem: str, syntax: Syntax) -> str:
    words = (stem, STEM_SIGN + stem) if stem.isalpha() else (stem,)
    return syntax.any_of(map(syntax.word.format, words))
