"""Rich text becomes Markdown, and exactly the same HTML again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citations.markup import mark_html
from home.kit.errors import KitError, Place
from home.kit.names import Names
from home.kit.rich_text import decode_rich_text, encode_rich_text
from home.kit.writing import dump_yaml
from home.kit.yaml_reading import parse_yaml
from tests.factories import home_page, reference, standard_page

PLACE = Place("pages/about.yaml", 3)


def there_and_back(html: str, names: Names) -> str:
    """Return the HTML after it was written to a file and read again."""
    written = dump_yaml({"text": encode_rich_text(html, names)})
    return decode_rich_text(parse_yaml(written, "x.yaml")["text"], names, PLACE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Plain.</p><p>Two <b>bold</b>.</p>", "Plain.\n\nTwo **bold**."),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n    - c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<p>1. no list</p><p># no heading</p>", "1\\. no list\n\n\\# no heading"),
        ("<p>a * b_c ` &lt;b&gt; &amp;amp; \\</p>", None),
        ('<p><a href="https://x.example/?a=1">x</a></p>', "[x](https://x.example/?a=1)"),
        ('<p><a href="/feed/">a feed, not a page</a></p>', None),
        ('<p>It\'s “quoted” "so" &amp; more</p>', 'It\'s “quoted” "so" & more'),
        ("<p>a <b>b</b><i>c</i></p>", "a **b***c*"),
        ("<p></p>", "<p></p>"),
        ("<p>a<br/>b</p>", "a<br/>b"),
        ("<p>[@nobody-1900]</p>", None),
        ("<p> odd  spaces </p>", None),
        ("no paragraph", None),
        ("<p>x</p>\n<p>y</p>", None),
        ("", ""),
    ],
)
def test_html_comes_back_exactly(html, markdown):
    names = Names(None)

    if markdown is not None and html:
        assert encode_rich_text(html, names) == markdown
    assert there_and_back(html, names) == html


@pytest.mark.django_db
def test_links_and_citations_have_names_in_a_kit():
    home = home_page()
    page = standard_page(home, "About", slug="about")
    source = reference("Wood PB", year=2006)
    names = Names(home)
    mark = mark_html([source.pk], f"[{source.short_label}]")
    html = f'<p>See <a linktype="page" id="{page.pk}">us</a>. {mark}</p>'

    assert encode_rich_text(html, names) == f"See [us](/about/). [@{source.key}]"
    assert there_and_back(html, names) == html
    stale = html.replace(source.short_label, "Old label")
    assert there_and_back(stale, names) == stale


def test_the_keys_of_paragraphs_are_kept():
    html = '<p data-block-key="a1b2c">One</p><ul><li data-block-key="x">Two</li></ul><p>Three</p>'

    written = encode_rich_text(html, Names(None))

    assert written == {"text": "One\n\n- Two\n\nThree", "keys": "a1b2c x -"}
    assert there_and_back(html, Names(None)) == html


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)))
def test_any_text_comes_back(texts):
    escaped = (t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for t in texts)
    html = "".join(f"<p>{text}</p>" for text in escaped)

    assert there_and_back(html, Names(None)) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<p onclick='x'>y</p>",
        "<!-- x -->",
    ],
)
def test_what_rich_text_cannot_contain_is_refused(text):
    with pytest.raises(KitError, match=r"about\.yaml, line 3"):
        decode_rich_text(text, Names(None), PLACE)
