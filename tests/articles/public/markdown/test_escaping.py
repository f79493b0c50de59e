"""What people wrote is shown as they wrote it."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown as to_html

from articles.public.markdown.converter import html_to_markdown


def render_escaped(text: str) -> str:
    """A paragraph of this text, as a reader of the Markdown sees it."""
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
def test_signs_mean_nothing_in_running_text(text: str):
    assert render_escaped(text) == text


# Without those whose escapes Python's Markdown, which reads them here, does not know.
SIGNS = st.text(st.sampled_from("ab1 *_[]()#+-.!<>&;`=:'\""), min_size=1)


@given(SIGNS)
def test_any_text_survives(signs: str):
    text = " ".join(signs.split())

    assert not text or render_escaped(text) == text


@pytest.mark.parametrize("text", ["p < 0.05", "n = 20 (12%)", "2-3 mg", "Yes! And more.", "R&D"])
def test_a_text_without_danger_is_left_as_it_is(text: str):
    assert html_to_markdown(f"<p>{html.escape(text)}</p>") == f"{text}\n"
