"""A hundred invented works of all kinds, the same in every run."""

import random
from dataclasses import dataclass, field

FAMILIES = [
    "Roe",
    "Doe",
    "Aldane",
    "Brandvik",
    "Castellan",
    "Dorsey",
    "Eklund",
    "Fairweather",
    "García",
    "Hämäläinen",
    "Iversen",
    "Jansson",
    "Kowalczyk",
    "Lindqvist",
    "Møller",
    "Nakagawa",
    "Oyelaran",
    "Pérez-Soto",
    "O'Sullivan",
    "Quispe",
    "Rossi",
    "Sørensen",
    "Tanaka",
    "Ueda",
    "Vogel",
    "Whitcombe",
    "Yıldız",
    "Zhou",
    "Żak",
    "Li",
]
GIVEN_NAMES = [
    "Anna",
    "Ben",
    "Carla",
    "David",
    "Elin",
    "Femi",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Kaito",
    "Lena",
    "Marta",
    "Noor",
    "Olga",
]
PARTICLES = ["de", "van der", "von", "van den", "da", "del"]
GROUPS = [
    "Northern Pain Study Group",
    "World Sleep Council",
    "National Institute of Walking",
    "Centre for Rest and Movement",
]
UNSPACED_NAMES = ["山田太郎", "王小明", "김민서"]
SUBJECTS = [
    "zinc and sleep",
    "walking after surgery",
    "light in the morning",
    "iron in children",
    "cold water on pain",
    "gut bacteria and mood",
    "5-HT3 blockers in nausea",
    "vitamin D3 in winter",
    "back pain at work",
    "S-ketamine infusions",
    "music before anaesthesia",
    "heart rate and breathing",
]
TITLES = [
    "The effect of {0} in adults",
    "{0}: a randomised, double-blind trial",
    "Does {0} help?",
    "A review of {0} from 1990 to 2015",
    "What do patients say about “{0}”?",
    "Ten years of {0}, and what we learned",
    "Effects of {0} on quality of life: results of 12 trials",
    "{0} in α2-positive patients (the NORD study)",
    "Why {0} works! A comment",
    "Predictors of {0} in Sweden and in the United Kingdom",
]
JOURNALS = [
    ("Journal of Quiet Medicine", "J Quiet Med"),
    ("European Journal of Pain", "Eur J Pain"),
    ("Sleep", "Sleep"),
    ("Annals of Walking", "Ann Walk"),
    ("PLOS One", "PLOS One"),
    ("Scandinavian Journal of Rest & Movement", "Scand J Rest Mov"),
    ("Archives of Invented Studies", "Arch Invent Stud"),
    ("BMJ Open Exercise", "BMJ Open Exerc"),
]
PUBLISHERS = [
    ("London", "Fenwick Press"),
    ("New York", "Harrow & Sons"),
    ("Berlin", "Springer"),
    ("Oxford", "Oxford University Press"),
    ("Philadelphia", "W. B. Marlow Publishers"),
    ("Geneva", "Lakeside Academic Press"),
]
SITES = ["Clinic News", "The Walking Site", "Sleep Advice", "Northern Health Portal"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass
class Name:
    """An author: a person, or a `group` alone."""

    family: str = ""
    given: list[str] = field(default_factory=list)
    suffix: str = ""
    group: str = ""

    @property
    def shown(self) -> str:
        return self.group or self.family


@dataclass
class Work:
    """An invented work. `pages` are first and last page, or an article number alone."""

    kind: str
    title: str
    authors: list[Name]
    year: int
    journal: tuple[str, str] = ("", "")
    volume: str = ""
    issue: str = ""
    pages: tuple[str, ...] = ()
    doi: str = ""
    publisher: str = ""
    place: str = ""
    edition: str = ""
    book: str = ""
    editors: list[Name] = field(default_factory=list)
    site: str = ""
    url: str = ""
    month: int = 0
    day: int = 0
    accessed: tuple[int, int, int] = (2024, 5, 4)


def invent_works(number: int = 100, seed: int = 1) -> list[Work]:
    """Return works: six of ten are articles, the others books, chapters, pages and reports."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    kinds = ["article"] * 6 + ["book", "chapter", "web_page", "report"]
    return [_invent(kinds[index % len(kinds)], index, chance) for index in range(number)]


def _invent(kind: str, index: int, chance: random.Random) -> Work:
    subject = chance.choice(SUBJECTS)
    title = chance.choice(TITLES).format(subject)
    work = Work(
        kind, title[0].upper() + title[1:], _invent_authors(chance), chance.randint(1961, 2024)
    )
    if kind == "article":
        work.journal = chance.choice(JOURNALS)
        work.volume = str(chance.randint(1, 160))
        work.issue = chance.choice(["", str(chance.randint(1, 24)), "Suppl 1"])
        work.pages = _invent_pages(chance)
        work.doi = chance.choice(["", f"10.{chance.randint(1000, 9999)}/inv.{index}(1)a-{index}"])
    elif kind == "web_page":
        work.title = f"Advice about {subject}"
        work.authors = (
            [Name(group=chance.choice(GROUPS))] if chance.random() < 0.5 else work.authors
        )
        work.site = chance.choice(SITES)
        work.url = f"https://www.example.org/{index}/a-page"
        work.month, work.day = chance.randint(1, 12), chance.randint(1, 28)
    else:
        work.place, work.publisher = chance.choice(PUBLISHERS)
        work.edition = chance.choice(["", "", "2nd", "3rd"]) if kind == "book" else ""
    if kind == "report":
        work.title = f"Guideline on {subject}"
        work.authors = [Name(group=chance.choice(GROUPS))]
    if kind == "book":
        work.title = f"Handbook of {subject}"
    if kind == "chapter":
        work.book = f"Textbook of {chance.choice(SUBJECTS)}"
        work.editors = [_invent_person(chance) for _number in range(chance.randint(1, 2))]
        first = chance.randint(3, 800)
        work.pages = (str(first), str(first + chance.randint(1, 40)))
    return work


def _invent_authors(chance: random.Random) -> list[Name]:
    authors = [_invent_person(chance) for _number in range(chance.choice([1, 2, 2, 3, 4, 6]))]
    odd = chance.random()
    if odd < 0.08:
        authors.append(Name(group=chance.choice(GROUPS)))
    elif odd < 0.12:
        authors.insert(0, Name(group=chance.choice(GROUPS)))
    elif odd < 0.15:
        authors = [Name(group=name) for name in UNSPACED_NAMES[:2]]
    return authors


def _invent_person(chance: random.Random) -> Name:
    family = chance.choice(FAMILIES)
    if chance.random() < 0.12:
        family = f"{chance.choice(PARTICLES)} {family}"
    given = chance.sample(GIVEN_NAMES, chance.choice([1, 1, 2]))
    return Name(family, given, "Jr" if chance.random() < 0.05 else "")


def _invent_pages(chance: random.Random) -> tuple[str, ...]:
    first = chance.randint(1, 2400)
    return chance.choice(
        [(str(first), str(first + chance.randint(1, 30)))] * 4
        + [(f"e{chance.randint(1000, 99999)}",), (str(chance.randint(100_000, 109_999)),)]
    )
