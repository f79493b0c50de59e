"""Sentences that read like articles, the same ones for the same number every time."""

from random import Random

TREATMENTS = (
    *("ketamine", "esketamine", "physiotherapy", "sleep restriction", "mindfulness"),
    *("duloxetine", "amitriptyline", "graded activity", "acupuncture", "light therapy"),
    *("lidocaine patches", "talking therapy", "a pain diary", "massage", "melatonin"),
)
CONDITIONS = (
    *("Depression", "Chronic pain", "Fibromyalgia", "Migraine", "Insomnia", "Anxiety"),
    *("Sciatica", "Shingles", "Arthritis", "Back pain", "Neuropathy", "Burnout"),
    *("Panic disorder", "Tinnitus", "Endometriosis", "Phantom limb pain", "Whiplash"),
    *("Tension headache", "Long illness", "Trauma"),
)
ASPECTS = (
    *("what the trials found", "how it may work", "who should not have it", "what it costs"),
    *("how long it lasts", "what to ask first", "the risks", "what we do not know yet"),
)
GROUPS = ("adults", "older people", "women", "men", "young people", "people in work")
MEASURES = ("pain", "mood", "sleep", "attention", "walking", "quality of life", "nausea")
OPENINGS = ("In one clinic", "Over a year", "In two trials", "After surgery", "At home", "So far")
CHANGES = ("eased", "did not change", "became worse", "improved a little", "varied widely")
ENDS = (
    "the study was too small to be sure",
    "the effect faded within weeks",
    "nobody knew who had the placebo",
    "most people would choose it again",
    "a third of them left before the end",
    "the doctors had expected more",
)
JOURNALS = ("Pain", "BMJ", "Lancet", "Sleep", "Brain", "Eur J Pain", "J Affect Disord", "PLoS One")
SURNAMES = (
    *("Adams", "Bianchi", "Chen", "Duarte", "Evans", "Fischer", "Garcia", "Haddad", "Ito"),
    *("Jensen", "Kumar", "Lopez", "Meyer", "Novak", "Okafor", "Patel", "Rossi", "Silva"),
)
SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]


def invented_word(number: int) -> str:
    """A word that no language has, a different one for each number."""
    syllables, base = "", len(SYLLABLES)
    for _ in range(4):
        number, rest = divmod(number, base)
        syllables += SYLLABLES[rest]
    return syllables


def sentence(random: Random) -> str:
    treatment, group = random.choice(TREATMENTS), random.choice(GROUPS)
    measure, change = random.choice(MEASURES), random.choice(CHANGES)
    opening, end = random.choice(OPENINGS), random.choice(ENDS)
    return f"{opening}, {measure} {change} in {group} who tried {treatment}, and {end}."


def paragraph(random: Random, sentences: int = 5) -> str:
    return " ".join(sentence(random) for _ in range(sentences))


def article_title(random: Random, number: int) -> str:
    """Twenty articles in a row share the name of a cohort, which no other has."""
    treatment, condition = random.choice(TREATMENTS), random.choice(CONDITIONS)
    words = f"{treatment} for {condition.lower()}: {random.choice(ASPECTS)}"
    return f"{words[0].upper()}{words[1:]}, {invented_word(number // 20)} cohort"
