"""Every word of the interface can be translated, and pages follow the language they are in."""

import re
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from tests.factories import article, category, home_page, person
from tests.helpers import parse_response

pytestmark = pytest.mark.sqlite_only

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODELS = [
    model for name in ("articles", "home") for model in apps.get_app_config(name).get_models()
]
# What the site keeps for itself: no form shows them.
UNSEEN_MODELS = {
    *("Delivery", "LetterItem", "Subscriber", "SubscriptionCount", "SubscriptionRequest"),
    "Clearance",
    "ClinicRendition",
    "Freshness",
    "Generation",
    "MergedReference",
    "ReferenceProposal",
    "ReferenceUpload",
    "Reminder",
    "ReviewComment",
    "ReviewRequest",
    "SignOff",
    "Waiver",
    "WaiverWithdrawal",
    "TaggedCondition",
}
# The same in every language.
PROPER_NAMES = re.compile(r"doi\.org/|\b(?:CSL-JSON|DOI|PMCID|PMID|RIS)\b|[?&]\w+=")

# -- Words in templates ---------------------------------------------------------------------------

TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)
CODE = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")
DATE_FORMATS = {
    *("DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATE_FORMAT", "SHORT_DATETIME_FORMAT"),
    *("TIME_FORMAT", "YEAR_MONTH_FORMAT"),
}
TEXT_ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title", "value"}


class VisibleTextParser(HTMLParser):
    """Collects what a reader would see or hear of a template, without what is translated."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = False
        for pattern in (COMMENT, TRANSLATED, CODE):
            source = pattern.sub("", source)
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in {"script", "style"}
        for name, value in attrs:
            hidden = name == "value" and (tag == "button" or ("type", "hidden") in attrs)
            if name in TEXT_ATTRIBUTES and value and not hidden:
                self._keep(value)

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._keep(data)

    def _keep(self, text: str) -> None:
        text = " ".join(text.split())
        if LETTERS.search(PROPER_NAMES.sub("", text)):
            self.found.append(text)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Read on</p>", ["Read on"]),
        ('<img alt="A nerve">', ["A nerve"]),
        ('<p>{% translate "Read on" %} {{ page.title }} 3</p>', []),
        ("{% blocktranslate %}Read on{% endblocktranslate %}{# Not seen #}", []),
        ("<p{% if a %} class='b'{% endif %}>·</p>", []),
    ],
)
def test_words_that_are_not_translated_are_found(source, found):
    assert VisibleTextParser(source).found == found


def test_every_word_of_a_template_is_translatable():
    found = {path.name: VisibleTextParser(path.read_text()).found for path in TEMPLATES}

    assert {name: words for name, words in found.items() if words} == {}


def test_templates_use_localised_date_formats():
    """Only what machines read (`2026-09-03`) is spelt out."""
    spelt_out = {
        (path.name, form)
        for path in TEMPLATES
        for form in re.findall(r'(?:\|date:|date_format=)"([^"]+)"', path.read_text())
    }

    assert {form for _name, form in spelt_out} <= {"Y-m-d", "Y-m", "c", *DATE_FORMATS}, spelt_out


def test_public_scripts_have_no_words_of_their_own():
    """Collect what scripts take from the page. Two or more words in quotes would be such a text."""
    scripts = sorted((ROOT / "site/static/js").glob("*.js"))
    texts = {
        script.name: re.findall(r"[\"'`]([A-Z][a-z]+ [^\"'`]+)[\"'`]", strip_comments(script))
        for script in scripts
    }

    assert scripts
    assert {name: found for name, found in texts.items() if found} == {}


def strip_comments(script: Path) -> str:
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", script.read_text(), flags=re.DOTALL)


# -- Words of models, blocks and forms ------------------------------------------------------------


def is_own_class(thing: type) -> bool:
    return thing.__module__.split(".")[0] in {"articles", "home"}


def own_fields():
    """Fields that editors see and that our models declare themselves."""
    for model in MODELS:
        if model.__name__ in UNSEEN_MODELS:
            continue
        inherited = {
            field.name
            for base in model.__mro__[1:]
            if hasattr(base, "_meta") and not is_own_class(base)
            for field in base._meta.get_fields()
        }
        for field in model._meta.local_fields:
            is_seen = field.editable and not field.primary_key and not field.auto_created
            if is_seen and field.name not in inherited and field.name not in ("page", "sort_order"):
                yield field


def test_names_and_hints_of_fields_can_be_translated():
    fixed = [
        f"{field}: {text}"
        for field in own_fields()
        for text in (field.verbose_name, field.help_text)
        if text and not isinstance(text, Promise)
    ]

    assert fixed == []


def test_names_of_choices_can_be_translated():
    fixed = [
        f"{field}: {label}"
        for field in own_fields()
        for _value, label in field.choices or ()
        if not isinstance(label, Promise)
    ]

    assert fixed == []


def test_names_of_page_types_can_be_translated():
    """Other models are not named to editors by their class."""
    types = [model for model in MODELS if issubclass(model, Page)]

    fixed = [model.__name__ for model in types if not named_for_translation(model)]

    assert fixed == []


def named_for_translation(model) -> bool:
    return isinstance(model._meta.verbose_name, Promise)


def all_blocks(block, path: str = ""):
    path = f"{path}.{block.name}"
    yield path, block
    if isinstance(block, StructBlock | StreamBlock):
        for child in block.child_blocks.values():
            yield from all_blocks(child, path)
    elif isinstance(block, ListBlock):
        yield from all_blocks(block.child_block, path)


BLOCKS = {
    path: block
    for model in MODELS
    for field in model._meta.local_fields
    if isinstance(field, StreamField)
    for child in field.stream_block.child_blocks.values()
    for path, block in all_blocks(child, f"{model.__name__}.{field.name}")
}


def test_names_and_hints_of_blocks_can_be_translated():
    texts = {
        f"{path} {name}": getattr(block.meta, name, None) or ""
        for path, block in BLOCKS.items()
        for name in ("label", "help_text", "description", "group")
    }
    unnamed = [
        path
        for path, block in BLOCKS.items()
        if block.name and not block.meta.label  # would be called by its name in the code
    ]

    assert [place for place, text in texts.items() if text and not isinstance(text, Promise)] == []
    assert unnamed == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")
def test_the_words_can_be_collected_for_translators(tmp_path, monkeypatch, settings):
    for folder in ("templates", "articles", "home", "site/config"):
        ignored = shutil.ignore_patterns("__pycache__", "migrations")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    monkeypatch.chdir(tmp_path)

    call_command("makemessages", locale=["de"], verbosity=0)

    catalogue = (tmp_path / "locale/de/LC_MESSAGES/django.po").read_text()
    for text in ("Skip to the main content", "Not medically reviewed", "standfirst"):
        assert f'msgid "{text}"' in catalogue


# -- Pages in other languages ---------------------------------------------------------------------


@pytest.fixture
def page(db):
    blog = category(home_page(), "Blog")
    doctor = person(blog.get_parent())
    return article(blog, reviewer=doctor, reviewed_on=date(2026, 3, 9))


@pytest.mark.parametrize(
    ("language", "direction", "day", "month"),
    [
        ("en-gb", None, "9 Mar 2026", "Mar 2026"),
        ("de", None, "9. März 2026", "März 2026"),
        ("ar", "rtl", "9 مارس، 2026", "مارس 2026"),
    ],
)
def test_a_page_follows_the_conventions_of_its_language(
    client, page, language, direction, day, month
):
    with translation.override(language):
        shown = parse_response(client.get(page.url))
        listed = parse_response(client.get(page.get_parent().url))

    for soup in (shown, listed):
        assert soup.html.get("lang") == language
        assert soup.html.get("dir") == direction
    assert day in [time.text for time in shown.select("time")]
    assert {time["datetime"] for time in listed.select("time")} == {"2026-03-09"}
    assert any(time.text in (day, month) for time in listed.select("time"))


@pytest.mark.parametrize(("language", "direction"), [("de", None), ("ar", "rtl")])
def test_the_server_error_page_has_a_language(language, direction):
    with translation.override(language):
        shown = render_to_string("500.html")

    assert f'<html lang="{language}"' in shown
    assert ('dir="rtl"' in shown) is bool(direction)


@pytest.mark.parametrize(("language", "number"), [("en-gb", "1,250"), ("de", "1.250")])
def test_counts_are_grouped_and_years_are_not(language, number):
    source = "{% load number_tags %}{{ count|grouped }} {{ year }}"
    with translation.override(language):
        shown = engines["django"].from_string(source).render({"count": 1250, "year": 2026})

    assert shown == f"{number} 2026"
