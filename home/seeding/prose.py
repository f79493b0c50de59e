"""Made-up text that reads like articles. The same seed gives the same text."""

from random import Random

from articles.citations.markup import mark_html
from articles.references.study_types import Strength, StudyType
from home.seeding.streams import list_block_value, stream_json

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
    *("the study was too small to be sure", "the effect faded within weeks"),
    *("patients knew who had the placebo", "most people would choose it again"),
    *("a third of them left before the end", "the doctors had expected more"),
)
JOURNALS = ("Pain", "BMJ", "Lancet", "Sleep", "Brain", "Eur J Pain", "J Affect Disord", "PLoS One")
SURNAMES = (
    *("Adams", "Bianchi", "Chen", "Duarte", "Evans", "Fischer", "Garcia", "Haddad", "Ito"),
    *("Jensen", "Kumar", "Lopez", "Meyer", "Novak", "Okafor", "Patel", "Rossi", "Silva"),
)
SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]


def invented_word(number: int) -> str:
    """Return a word that no language has, a different one for each number."""
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
    """Return a title. Twenty articles in a row share the name of a cohort, which no other has."""
    treatment, condition = random.choice(TREATMENTS), random.choice(CONDITIONS)
    words = f"{treatment} for {condition.lower()}: {random.choice(ASPECTS)}"
    return f"{words[0].upper()}{words[1:]}, {invented_word(number // 20)} cohort"


def article_body(random: Random, cited: list[int]) -> str:
    """Return the JSON of a body that cites these six sources."""
    a, b, c, d, e, f = cited

    def cite(*sources: int) -> str:
        return f"<p>{sentence(random)} {mark_html(sources, '[Study]')}</p>"

    points = [{"text": cite(a)}, {"text": cite(b)}]
    explanations = [
        {
            "heading": f"What is known, part {number}",
            "text": f"<p>{paragraph(random)}</p>{cite(source)}<p>{paragraph(random)}</p>",
            "note_term": "Placebo",
            "note_text": sentence(random),
        }
        for number, source in ((1, c), (2, d))
    ]
    statements = [
        {
            "claim": sentence(random),
            "finding": sentence(random),
            "sources": list_block_value([source]),
            "study_type": random.choice(StudyType.values),
            "strength": random.choice(Strength.values),
            "people": f"{random.randrange(20, 900)} {random.choice(GROUPS)}",
            "comparison": "Placebo",
            "duration": f"{random.randrange(2, 52)} weeks",
            "limits": sentence(random),
        }
        for source in (e, f)
    ]
    evidence = {
        "heading": "What the studies show",
        "introduction": f"<p>{sentence(random)}</p>",
        "statements": list_block_value(statements),
        "conclusion": f"<p>{sentence(random)}</p>",
    }
    questions = [
        {"question": "Is it known how soon it works?", "answer": cite(a)},
        {"question": "Is it known how long it lasts?", "answer": cite(c)},
    ]
    return stream_json(
        [
            ("intro", f"<p>{paragraph(random, 2)}</p>"),
            ("key_points", {"heading": "Key points", "points": list_block_value(points)}),
            *(("explanation", value) for value in explanations),
            ("evidence", evidence),
            ("faq", {"heading": "Common questions", "items": list_block_value(questions)}),
            ("references", {"heading": "References", "further_reading": []}),
        ]
    )
