"""Attempts to log in count in all processes and on all machines together."""

from urllib.parse import urlencode

from bs4 import BeautifulSoup

from tests.served.editor_client import EditorClient
from tests.served.http_client import HttpClient
from tests.served.site_server import SiteServer

LOGIN = "/admin/login/"


class Stranger(EditorClient):
    """A browser that has never logged in, with a connection and thus a worker of its own."""

    def __init__(self, url: str) -> None:
        HttpClient.__init__(self, url)
        self.cookies = {}

    def guess(self, name: str) -> int:
        """Return the status of a login with a wrong password."""
        form = BeautifulSoup(self.get(LOGIN).text, "html.parser").select_one(".login-form")
        fields = {str(each["name"]): str(each.get("value") or "") for each in form.select("[name]")}
        fields |= {"username": name, "password": "wrong"}
        headers = {"Content_Type": "application/x-www-form-urlencoded"}
        return self.request(LOGIN, "POST", urlencode(fields), **headers).status


def test_attempts_on_two_sites_count_together(first: SiteServer, second: SiteServer) -> None:
    statuses = [
        Stranger(site.url).guess("somebody") for site in (first, second, first, first, second)
    ]

    assert statuses == [200] * 5
    assert [Stranger(site.url).guess("somebody") for site in (first, first, second)] == [429] * 3
