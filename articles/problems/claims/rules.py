"""The rules, read from their files once and when they are first needed."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from articles.blocks.text_kinds import TextKind
from articles.problems.claims.furniture import compile_furniture
from articles.problems.claims.lexicon import Lexicon
from articles.problems.claims.passages import ClaimSeverity
from articles.problems.claims.patterns import (
    Codes,
    Pattern,
    PatternError,
    PatternIndex,
    compile_pattern,
    words_of,
)
from articles.problems.claims.weighing import Weights

FIXES = frozenset(
    {
        *("cite", "hedge", "limit", "notice", "numbers", "registry", "remove", "replace"),
        *("reword", "update", "waive"),
    }
)
# libyaml is ten times as fast and part of all wheels.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_LEXICONS = 8
WEIGHTS = "weights"
# No sentence has as many points.
NEVER = 1_000_000


class RuleError(ValueError):
    """A file of rules that is not as it should be."""


@dataclass(frozen=True)
class Examples:
    """Sentences that a rule must flag, and others that it must not."""

    flagged: tuple[str, ...]
    passed: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A rule: what it finds, how grave that is, what clears it and what to tell the writer."""

    id: str
    family: str
    name: str
    severity: ClaimSeverity
    fixes: tuple[str, ...]
    what: str
    why: str
    do: str
    example: str
    """A careful sentence in place of what the rule finds, which an editor may begin with."""
    examples: Examples
    patterns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    never: bool = False
    """A citation does not clear it."""
    is_strict: bool = False
    """Only a citation of a trial or a review clears it."""
    is_negative: bool = False
    """It says no of something, so only a negation outside it clears it."""
    is_official: bool = False
    """A guideline or official source cited anywhere in the paragraph clears it too."""
    is_hedgeable: bool = False
    """A hedge such as "may" or a limit such as "in one trial" clears it."""
    is_limitable: bool = False
    """A limit clears it, and "may" does not."""
    only_questions: bool = False
    in_questions: bool = False
    """It applies to questions in headings, and to what a study set out to test."""
    in_any_question: bool = False
    """It applies to all questions."""
    is_benefit: bool = False
    """What it finds says that a treatment does good."""
    is_page_rule: bool = False
    """Code looks for it on the whole page; it has no patterns."""
    is_last_resort: bool = False
    """It says nothing of a sentence in which another rule found something."""
    rests_nearby: bool = False
    """A source anywhere in the paragraph, or in those beside it, clears it."""
    in_quotations: bool = False
    """It reads the words in quotation marks as well, and no other words."""
    kinds: frozenset[TextKind] = frozenset()
    """The kinds of texts that it reads; all if empty."""
    stop_in: frozenset[str] = frozenset()
    """Jurisdictions in which it stops publishing."""
    only_in: frozenset[str] = frozenset()
    """Jurisdictions in which it applies; everywhere if empty."""
    variants: Mapping[str, str] = field(default_factory=dict)
    """More exact words than `what` for some of what it finds."""

    @property
    def is_cleared_by_citation(self) -> bool:
        return "cite" in self.fixes and not self.never

    @property
    def order(self) -> tuple[str, int]:
        """A key that sorts A2 before A10."""
        return self.family, int(self.id[len(self.family) :] or 0)


@dataclass(frozen=True, eq=False)
class RuleBook:
    """The rules and words of a language."""

    rules: Mapping[str, Rule]
    classes: Mapping[str, tuple[str, ...]]
    vocabulary: frozenset[str]
    rule_index: PatternIndex[Rule]
    unless: Mapping[str, tuple[Pattern, ...]]
    """What makes a rule, named by its id, silent about a sentence."""
    cue_index: PatternIndex[str]
    """Negations, hedges and talk about claims, by their kinds."""
    codes: Codes
    furniture: re.Pattern[str]
    """Paragraphs that belong to the frame of another page."""
    weights: Weights
    version: str
    """Changes with every change of a rule or word."""

    @property
    def families(self) -> list[str]:
        return sorted({rule.family for rule in self.rules.values()})


@lru_cache
def get_rule_book(language: str) -> RuleBook | None:
    """Return the rules of a language such as "en-gb"; None if there are none."""
    code = language.lower().replace("_", "-").partition("-")[0]
    folder = Path(__file__).parent / code
    return read_rule_book(folder) if code.isalpha() and (folder / "rules").is_dir() else None


@lru_cache(MAX_LEXICONS)
def get_lexicon(book: RuleBook, treatments: frozenset[str]) -> Lexicon:
    """Return the words of the language with some more names of treatments."""
    names = tuple(sorted(treatments))
    added = {name: (*book.classes[name], *names) for name in ("registered", "treatment")}
    return Lexicon({**book.classes, **added}, book.vocabulary)


def read_rule_book(folder: Path) -> RuleBook:
    """Return the rules in the files of a folder. Raise `RuleError` if they make no sense."""
    files = sorted(folder.rglob("*.yaml"))
    contents = {file: file.read_bytes() for file in files}
    version = hashlib.sha256(b"".join(contents.values())).hexdigest()[:16]
    data = {file: yaml.load(text, LOADER) for file, text in contents.items()}  # noqa: S506
    classes: dict[str, tuple[str, ...]] = {}
    rules: dict[str, Rule] = {}
    cues: list[tuple[Pattern, str]] = []
    codes = Codes()
    furniture = compile_furniture({})
    weights = Weights({}, NEVER)
    for file, content in data.items():
        try:
            if file.parent.name == "words":
                classes |= {name: tuple(_terms(text)) for name, text in content.items()}
            elif file.parent.name == "rules":
                rules |= {rule.id: rule for rule in _rules(content)}
            elif file.stem == "furniture":
                furniture = compile_furniture(content)
            elif file.stem == WEIGHTS:
                weights = _weights(content)
            else:
                for kind, own in content.items():
                    cues += [(compile_pattern(source, codes), kind) for source in own]
        except (PatternError, RuleError, KeyError, TypeError, ValueError) as error:
            raise RuleError(f"{file.name}: {error}") from error
    found = [
        (compile_pattern(source, codes), rule)
        for rule in rules.values()
        for source in rule.patterns
    ]
    unless = {
        rule.id: tuple(compile_pattern(source, codes) for source in rule.unless)
        for rule in rules.values()
    }
    patterns = [pattern for pattern, _item in [*found, *cues]]
    patterns += [pattern for own in unless.values() for pattern in own]
    words = {word for pattern in patterns for word in words_of(pattern.source)}
    if unknown := {word for word in words if word[0] == "<" and word[1:-1] not in classes}:
        raise RuleError(f"No words for {', '.join(sorted(unknown))}.")
    return RuleBook(
        rules=dict(sorted(rules.items(), key=lambda item: item[1].order)),
        classes=classes,
        vocabulary=frozenset(word for word in words if word[0] != "<"),
        rule_index=PatternIndex(found),
        unless=unless,
        cue_index=PatternIndex(cues),
        codes=codes,
        furniture=furniture,
        weights=weights,
        version=version,
    )


def _weights(content: Mapping[str, Any]) -> Weights:
    points = {feature: value for value, own in content["points"].items() for feature in own}
    return Weights(points, content["threshold"])


def _terms(text: str | list[str]) -> Iterator[str]:
    """Yield the terms of a class: written with commas between them."""
    lines = text if isinstance(text, list) else [text]
    for line in lines:
        yield from (" ".join(term.split()) for term in line.split(",") if term.strip())


def _rules(content: Mapping[str, Any]) -> Iterator[Rule]:
    """Yield the rules of a family, each with what the file says of all of them."""
    family, defaults = content["family"], content.get("defaults", {})
    for own in content["rules"]:
        values = {**defaults, **own}
        for source in (*values.get("patterns", ()), *values.get("unless", ())):
            if not isinstance(source, str):
                raise RuleError(f"{own['id']} has a pattern that is no text: {source!r}.")
        if unknown := set(values["fixes"]) - FIXES:
            raise RuleError(f"{own['id']} has unknown fixes: {', '.join(unknown)}.")
        examples = values.pop("examples", {"flagged": (), "passed": ()})
        yield Rule(
            **{
                **values,
                "family": family,
                "severity": ClaimSeverity(values["severity"]),
                "examples": Examples(tuple(examples["flagged"]), tuple(examples["passed"])),
                "kinds": frozenset(map(TextKind, values.get("kinds", ()))),
                **{name: frozenset(values.get(name, ())) for name in ("stop_in", "only_in")},
                **{name: tuple(values.get(name, ())) for name in ("fixes", "patterns", "unless")},
            }
        )
