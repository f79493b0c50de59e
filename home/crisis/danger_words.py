"""Words of danger, such as "suicide", in what a visitor typed.

A false alarm costs a glance, a miss may cost a life. So words are found in other spellings and with
one wrong letter, joined or apart, and in a phrase with other words between.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from articles.references.search_text import fold_text

# Of what was typed. The cost grows with it times the number of entries.
MAX_TEXT_LENGTH = 1000
MAX_ENTRIES = 400
MAX_ENTRY_LENGTH = 80
MIN_STEM_LENGTH = 3
# Shorter words with one wrong letter are other words.
MIN_MISSPELT_LENGTH = 6
# Other words that may stand between two words of a phrase: "end my whole life".
MAX_BETWEEN = 2
# Shorter entries are found as words of their own only, not joined or apart.
MIN_JOINED_LENGTH = 6
# Common words that are one letter away from a word of danger.
NOT_MISSPELT = frozenset({"overdoing", "overdone"})
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("['’ʼ`´]")
SEPARATORS = re.compile(r"[,;\n\r]+")
HAS_LETTER_AND_DIGIT = re.compile(r"(?=.*[a-z]).*[0-9]")
# Digits that people type in place of letters.
DIGITS = str.maketrans("013457", "oieast")

DEFAULT_DANGER_WORDS = """\
suicid*, suisyd*, suecied*, sewerslid*, unaliv*, kms, kys
kill* myself, kill me, kill* self, kill* yourself, kill* himself, kill* herself, kill* themsel*
end my life, ending my life, ended my life, end* own life, end* his life, end* her life, end* it all
end* everything, tak* my life, tak* own life, took my life, took own life
want* to die, wanna die, wana die, going to die, ready to die, rather die, hope i die, let me die
help me die, how to die, way to die, ways to die, die in my sleep, not wake up, dont wake up
want* to be dead, wish i was dead, wish i were dead, wish* i could die, better off dead
rather be dead, not want to live, dont want to live, not want to be alive, dont want to be alive
not want to be here, dont want to be here, not want to exist, dont want to exist
want* to disappear, better off without me, thought* of death, thought* of dying, think* of dying
thinking about dying, thought* about dying, thought* about death
no reason to live, nothing to live for, point in living, point of living, no point living
not worth living, life is not worth, life isn't worth, tired of living, tired of life
sick of living, give* up on life, no way out, can't go on, cannot go on
can't carry on, cannot carry on, can't live, cannot live, can't cope, cannot cope
can't take it any more, cannot take it any more
overdose, overdoses, overdosed, overdosing, oding, od on, lethal dose, lethal amount, fatal dose
fatal amount, deadly dose, how many to die, how much to die, how many to kill, how much to kill
tablets kill, pills kill, enough to kill, too many tablets, too many pills, too many painkillers
took too many, taken too many, take too many, tak* all my tablets, tak* all my pills
took all my tablets, took all my pills
self harm*, self injur*, self mutilat*, self cut*, self poison*, self inflict*
harm* myself, hurt* myself, cut* myself, burn* myself, poison* myself, hang* myself, shoot myself
shooting myself, drown* myself, starv* myself, stab* myself, gas* myself, cut* wrist*, slit* wrist*
slash* wrist*, jump* off a bridge, jump* off a building, jump* in front of
drink* bleach, noose, exit bag, goodbye letter, goodbye note
kill* someone, kill* somebody, hurt* someone, harm* someone, kill* my baby, hurt* my baby
harm* my baby, euthan*, assisted dying, dignitas
not breathing, stopped breathing, can't breathe, cannot breathe, unconscious, heart attack
anaphyla*
"""


@dataclass(frozen=True)
class Part:
    """A word of an entry, or the beginning of one."""

    letters: str
    is_stem: bool = False

    def matches(self, word: str) -> bool:
        if word == self.letters or (self.is_stem and word.startswith(self.letters)):
            return True
        return len(self.letters) >= MIN_MISSPELT_LENGTH and self._is_misspelt_as(word)

    def _is_misspelt_as(self, word: str) -> bool:
        """Return True if one letter is wrong, missing or added, or two are swapped."""
        length = len(self.letters)
        if len(word) < length - 1 or word in NOT_MISSPELT:
            return False
        # The first letter is seldom wrong, but may be swapped with the second.
        if word[0] not in self.letters[:2] or self.letters[0] not in word[:2]:
            return False
        if not self.is_stem:
            return len(word) <= length + 1 and _distance(word, self.letters) <= 1
        beginnings = {word[: length + more] for more in (-1, 0, 1)}
        return any(_distance(each, self.letters) <= 1 for each in beginnings)


@dataclass(frozen=True)
class Entry:
    """A word or phrase of the list."""

    parts: tuple[Part, ...]

    @property
    def joined(self) -> str:
        return "".join(part.letters for part in self.parts)

    def is_in(self, words: list[str]) -> bool:
        """Return True if the parts are in the words in this order, close to each other."""
        ends = {index for index, word in enumerate(words) if self.parts[0].matches(word)}
        for part in self.parts[1:]:
            within = {end + step for end in ends for step in range(1, MAX_BETWEEN + 2)}
            ends = {i for i in within if i < len(words) and part.matches(words[i])}
        return bool(ends)

    def is_in_letters(self, letters: str, starts: frozenset[int]) -> bool:
        """Return True if the joined entry begins where a word begins, and ends where one ends.

        Scripts without spaces between words have them anywhere.
        """
        joined = self.joined
        if not joined.isascii():
            return joined in letters
        if len(joined) < MIN_JOINED_LENGTH:
            return False
        at = letters.find(joined)
        while at >= 0:
            if at in starts and (self.parts[-1].is_stem or at + len(joined) in starts):
                return True
            at = letters.find(joined, at + 1)
        return False


def has_danger_word(text: str, danger_words: str) -> bool:
    """Return True if the text has an entry of the list. Any text and any list will do."""
    words = _split(text[:MAX_TEXT_LENGTH])
    if not words:
        return False
    letters, starts = "".join(words), {0}
    position = 0
    for word in words:
        position += len(word)
        starts.add(position)
    places = frozenset(starts)
    return any(
        entry.is_in(words) or entry.is_in_letters(letters, places)
        for entry in parse_danger_words(danger_words)
    )


@lru_cache(maxsize=100)
def parse_danger_words(text: str) -> tuple[Entry, ...]:
    """Return the entries of a list: one a line, or separated by commas; "harm*" is a beginning.

    An entry that is too short to mean anything is left out.
    """
    entries = (_parse_entry(line) for line in SEPARATORS.split(text))
    return tuple(dict.fromkeys(entry for entry in entries if entry))[:MAX_ENTRIES]


def find_unusable(text: str) -> list[str]:
    """Return the entries of a list that would be left out."""
    lines = [line.strip() for line in SEPARATORS.split(text) if line.strip()]
    usable = [line for line in lines if _parse_entry(line)]
    return [line for line in lines if line not in usable] + usable[MAX_ENTRIES:]


def _parse_entry(line: str) -> Entry | None:
    parts = []
    for written in line[:MAX_ENTRY_LENGTH].split():
        words = _split(written.replace("*", ""), has_digits=False)
        is_stem = written.endswith("*")
        if is_stem and words and words[-1].isascii() and len(words[-1]) < MIN_STEM_LENGTH:
            return None
        parts += [Part(word) for word in words[:-1]]
        parts += [Part(word, is_stem) for word in words[-1:]]
    return Entry(tuple(parts)) if len("".join(part.letters for part in parts)) > 1 else None


def _split(text: str, *, has_digits: bool = True) -> list[str]:
    # Some signs fold to many letters.
    words = WORD.findall(fold_text(APOSTROPHES.sub("", text))[: 2 * MAX_TEXT_LENGTH])
    if not has_digits:
        return words
    return [word.translate(DIGITS) if HAS_LETTER_AND_DIGIT.match(word) else word for word in words]


def _distance(one: str, other: str) -> int:
    return OSA.distance(one, other, score_cutoff=1)
