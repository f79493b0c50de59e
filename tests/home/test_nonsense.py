"""Whatever is typed after the question mark, or as an address, no page breaks."""

import pytest

pytestmark = pytest.mark.django_db
FILTERS = ["source", "reviewed", "sort", "topic", "condition", "q"]
PARAMETERS = ["page", "written", "mode", *FILTERS]
NONSENSE = {
    "word": "abc",
    "negative": "-1",
    "nought": "0",
    "huge": "99999999999999999999999999",
    "fraction": "1.5",
    "infinite": "inf",
    "empty": "",
    "space": "+",
    "nul": "%00",
    "broken-utf8": "%ff%fe",
    "arabic-digits": "%D9%A3",
    "unicode": "%E7%97%9B%F0%9F%A9%B9",
    "right-to-left": "%E2%80%AE",
    "long": "x" * 10_000,
    "long-number": "9" * 10_000,
    "sql": "1%27%20OR%201%3D1%20--",
    "format": "%25s%25n%7B0%7D",
    "path": "..%2F..%2Fetc%2Fpasswd",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "newline": "1%0d%0aSet-Cookie:x=1",
}
ADDRESSES = [
    "/%00",
    "/%00/",
    "/x%00y/z/",
    "/%ff/",
    "/blog/%00/",
    "/blog/pain/ketamine/extra/",
    "/blog//pain/",
    "//",
    "/../../etc/passwd",
    "/" + "x/" * 500,
    "/" + "x" * 5000 + "/",
    "/%F0%9F%A9%B9/",
    "/blog/?page=1&page=abc",
    "/?%00=%00",
    "/%25/",
    "/plates/x/../y.svg",
    "/plates/%00/%00.svg",
]


@pytest.mark.parametrize("value", NONSENSE.values(), ids=NONSENSE)
def test_invalid_parameters_break_no_page(client, full_site, value: str):
    site = full_site
    everything = "&".join(f"{name}={value}&{name}[]={value}" for name in PARAMETERS)
    addresses = [f"{page.url}?{everything}" for page in site.values()]
    blog = site["category"].url
    addresses += [f"{blog}?page={value}"]
    addresses += [f"{blog}?" + "&".join(f"{name}={value}" for name in FILTERS)]
    addresses += [f"{blog}?" + "&".join(f"{name}=1&{name}={value}" for name in PARAMETERS)]

    for address in addresses:
        response = client.get(address)
        assert response.status_code in (200, 302, 404), address
        assert not response.cookies
        assert b"<script>alert" not in response.content


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:30])
def test_invalid_urls_break_nothing(client, full_site, address: str):
    assert client.get(address).status_code in (200, 301, 302, 404)


def test_the_longest_query_string_breaks_nothing(client, full_site):
    blog = full_site["category"].url
    query = "&".join(f"source={n}&topic=t{n}&page=1" for n in range(500))

    assert client.get(f"{blog}?{query}").status_code == 200


@pytest.mark.parametrize("charset", ["utf-7", "utf-16"])
def test_other_encodings_than_utf_8_are_refused(client, full_site, charset: str):
    for page in full_site.values():
        said = {"CONTENT_TYPE": f"text/plain; charset={charset}"}
        assert client.get(f"{page.url}?page=%2B2AA-", **said).status_code == 400
        assert client.post(page.url, b"a=+2AA-", said["CONTENT_TYPE"]).status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "us-ascii"])
def test_utf_8_is_read(client, full_site, charset: str):
    said = {"CONTENT_TYPE": f"text/plain; charset={charset}"}

    assert client.get(full_site["home"].url, **said).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "head"])
def test_other_methods_break_no_page(client, full_site, method: str):
    for page in full_site.values():
        assert getattr(client, method)(page.url).status_code in (200, 405)
