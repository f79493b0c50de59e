"""Plain HTML as Markdown, and text that Markdown must not change."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown as to_html

from articles.public.markdown import html_to_markdown


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<h2>What <b>is</b> C#</h2>", r"## What **is** C\#"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One <b>two</b><p>Three</p> four</div>", "One **two**\n\nThree\n\nfour"),
        ("<p>A <em>b</em> <strong> c </strong>d</p>", "A *b* **c** d"),
        ("<p>A<b>:b:</b>c</p>", "A<b>:b:</b>c"),
        ("<p><b><i>x</i></b></p>", "**<i>x</i>**"),
        ("<p><b></b><b> </b>x</p>", "x"),
        (
            '<p>See <a href="https://a.example/b(1)">th[i]s</a>.</p>',
            r"See [th\[i\]s](https://a.example/b%281%29).",
        ),
        (
            '<p><a href="https://a.example/b_c/">https://a.example/b_c/</a></p>',
            "<https://a.example/b_c/>",
        ),
        ("<p><a>Nowhere</a></p>", "Nowhere"),
        (
            '<p>Look!<a href="https://a.example/">there</a></p>',
            r"Look\![there](https://a.example/)",
        ),
        (
            '<p>Yes<sup>\u2060<a href="#r">[1]</a></sup><sup><a href="#s">[3–5]</a></sup>(a)</p>',
            r"Yes[1][3–5]\(a)",
        ),
        ("<p>10 m<sup>2</sup></p>", "10 m<sup>2</sup>"),
        (
            '<figure><img src="https://a.example/a b.png" alt="A [cell]"/>'
            "<figcaption>Figure 1.</figcaption></figure>",
            "![A \\[cell\\]](https://a.example/a%20b.png)\n\nFigure 1.",
        ),
        ("<blockquote><p>One</p><ul><li>Two</li></ul></blockquote>", "> One\n>\n> - Two"),
        ("<ul><li>One</li><li><p>Two</p></li></ul>", "- One\n- Two"),
        ('<ol start="9"><li>One</li><li>Two</li></ol>', "9. One\n10. Two"),
        ("<ol><li><p>One</p><p>More</p></li><li>Two</li></ol>", "1. One\n\n   More\n\n2. Two"),
        ("<ul><li>One<ol><li>Two</li></ol></li></ul>", "- One\n\n  1. Two"),
        (
            "<dl><dt>Nerve</dt><dd>A fibre.</dd><dt>Pain</dt><dd>1. Felt.</dd></dl>",
            "- **Nerve:** A fibre.\n- **Pain:** 1. Felt.",
        ),
        ("<p>A<br/># B</p><hr/>", "A<br># B\n\n---"),
        ("", ""),
    ],
)
def test_elements_have_their_markdown(source: str, expected: str):
    assert html_to_markdown(source) == (f"{expected}\n" if expected else "")


def test_table_rows_are_one_line_each_with_headers():
    source = """
      <table><caption>Table 1. Relief</caption>
      <thead><tr><th scope="col">When</th><th scope="col">Who | what</th></tr></thead>
      <tbody>
        <tr><th scope="row">At once</th><td><p>Eight</p><ul><li>a</li><li>b</li></ul></td></tr>
        <tr><th scope="row">Later</th></tr>
      </tbody></table>
    """

    assert html_to_markdown(source) == (
        "Table 1. Relief\n\n"
        "| When | Who \\| what |\n"
        "| --- | --- |\n"
        "| At once | Eight<br>- a<br>- b |\n"
        "| Later |  |\n"
    )


EMPTY = [
    "<table></table>",
    "<table><tr></tr></table>",
    "<ul></ul>",
    "<dl></dl>",
    "<blockquote></blockquote>",
    "<h2> </h2>",
]


@pytest.mark.parametrize("source", EMPTY)
def test_empty_elements_produce_nothing(source: str):
    assert html_to_markdown(source) == ""


def render_escaped(text: str) -> str:
    """Return the text of a paragraph after rendering its Markdown."""
    made = to_html(html_to_markdown(f"<p>{html.escape(text)}</p>"))
    inside = re.fullmatch(r"<p>(.*)</p>", made, re.DOTALL)
    assert inside, made
    assert not re.search(r"<(?!br>)\w", inside[1]), made
    return html.unescape(inside[1])


@pytest.mark.parametrize(
    "text",
    [
        "*not* _emphasised_ **at** __all__",
        "# no heading",
        "1. no list",
        "12) no list",
        "- no list",
        "+ no list",
        "---",
        "===",
        "> no quotation",
        "[no](https://link.example)",
        "![no](picture.png)",
        "`no code`",
        "a <b>tag</b> and a <!-- comment -->",
        "&copy; and &#169; and AT&T",
        r"back\slash \* \_",
        "[1]: no definition",
        "p < 0.05, n > 20 & more",
        "1.5 mg",
        "wow!",
    ],
)
def test_markdown_syntax_in_text_is_escaped(text: str):
    assert render_escaped(text) == text


# Without those whose escapes Python's Markdown, which reads them here, does not know.
SIGNS = st.text(st.sampled_from("ab1 *_[]()#+-.!<>&;`=:'\""), min_size=1)


@given(SIGNS)
def test_any_text_survives(signs: str):
    text = " ".join(signs.split())

    assert not text or render_escaped(text) == text


@pytest.mark.parametrize("text", ["p < 0.05", "n = 20 (12%)", "2-3 mg", "Yes! And more.", "R&D"])
def test_harmless_text_is_unchanged(text: str):
    assert html_to_markdown(f"<p>{html.escape(text)}</p>") == f"{text}\n"
