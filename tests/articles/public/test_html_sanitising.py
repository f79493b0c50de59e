"""HTML for feeds and Markdown: plain structure, absolute URLs, no scripts."""

import pytest

from articles.public.html_sanitising import standalone_html

BASE = "https://clinic.example/blog/knees/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p class="lead" style="x" onclick="x()" id="a">Words</p>', "<p>Words</p>"),
        ("<section><h2>One</h2></section>", "<div><h2>One</h2></div>"),
        (
            "<details open><summary><h3>Q</h3></summary>A</details>",
            "<div><div><h3>Q</h3></div>A</div>",
        ),
        ("<p>A<script>x()</script><style>p{}</style><!-- c --></p>", "<p>A</p>"),
        ('<p>A<svg><path d="M0"/></svg><span aria-hidden="true">·</span></p>', "<p>A</p>"),
        ('<span class="Z3988" title="x" hidden>y</span><p>A</p>', "<p>A</p>"),
        ("<p><span>A</span> <blink>B</blink></p>", "<p>A B</p>"),
        ("<p>A\n\n   B&nbsp;C</p>", "<p>A B\xa0C</p>"),
        ("<p>1 &lt; 2 &amp; <b>3</b></p>", "<p>1 &lt; 2 &amp; <b>3</b></p>"),
        ("<p>A\x0bB\x00</p>", "<p>AB</p>"),
        ('<th scope="row" class="x">A</th>', '<th scope="row">A</th>'),
    ],
)
def test_only_structure_is_left(html: str, expected: str):
    assert standalone_html(html, BASE) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("#ref-wood-2006", f"{BASE}#ref-wood-2006"),
        ("references.ris", f"{BASE}references.ris"),
        ("/prices/", "https://clinic.example/prices/"),
        ("//other.example/x", "https://other.example/x"),
        ("https://doi.org/10.1/x?a=1&amp;b=2", "https://doi.org/10.1/x?a=1&amp;b=2"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+44117", "tel:+44117"),
    ],
)
def test_every_url_is_absolute(address: str, expected: str):
    assert (
        standalone_html(f'<a href="{address}" role="x">A</a>', BASE)
        == f'<a href="{expected}">A</a>'
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x"])
def test_script_urls_are_removed(address: str):
    assert standalone_html(f'<a href="{address}">A</a>', BASE) == "<a>A</a>"


@pytest.mark.parametrize("address", ["http://[", "//[x"])
def test_invalid_urls_do_not_raise(address: str):
    assert standalone_html(f'<a href="{address}">A</a>', BASE) == "<a>A</a>"


def test_a_picture_is_its_plain_image():
    html = (
        '<picture><source srcset="/a.avif 1x" type="image/avif">'
        '<img src="/a.jpg" srcset="/a.jpg 1x" alt="Two cells" width="8" height="6" loading="lazy">'
        "</picture>"
    )
    whole = 'alt="Two cells" height="6" src="https://clinic.example/a.jpg" width="8"'

    image = standalone_html(html, BASE)

    assert sorted(image.removeprefix("<img ").removesuffix("/>").split('" ')) == sorted(
        whole.split('" ')
    )
