"""Blocks and running text as Markdown."""

import pytest

from articles.public.markdown.converter import html_to_markdown


@pytest.mark.parametrize(
    ("html", "expected"),
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
def test_elements_have_their_markdown(html: str, expected: str):
    assert html_to_markdown(html) == (f"{expected}\n" if expected else "")


def test_table_rows_are_one_line_each_with_headers():
    html = """
      <table><caption>Table 1. Relief</caption>
      <thead><tr><th scope="col">When</th><th scope="col">Who | what</th></tr></thead>
      <tbody>
        <tr><th scope="row">At once</th><td><p>Eight</p><ul><li>a</li><li>b</li></ul></td></tr>
        <tr><th scope="row">Later</th></tr>
      </tbody></table>
    """

    assert html_to_markdown(html) == (
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


@pytest.mark.parametrize("html", EMPTY)
def test_empty_elements_produce_nothing(html: str):
    assert html_to_markdown(html) == ""
