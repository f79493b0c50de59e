"""An HTTP client that logs in as an editor and sends the forms of the Wagtail admin."""

from http.cookies import SimpleCookie
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from tests.served.http_client import HttpClient, HttpResponse
from tests.served.tasks import PASSWORD, USER_NAME


class EditorClient(HttpClient):
    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.cookies: dict[str, str] = {}
        self.send("/admin/login/", "form", username=USER_NAME, password=PASSWORD)

    def publish(self, pk: int, **values: str) -> None:
        """Change these fields of a page and publish it."""
        changes = values | {"action-publish": "action-publish"}
        self.send(f"/admin/pages/{pk}/edit/", "#w-editor-form, #page-edit-form", **changes)

    def send(self, path: str, form: str, **values: str) -> str:
        """Fill in a form and send it; expect a redirect, which means it was valid. Return its URL.

        Give the name of a button that is pressed as one of the values.
        """
        fields = BeautifulSoup(self.get(path).text, "html.parser").select(
            ", ".join(f"{part} [name]:not(button)" for part in form.split(","))
        )
        form_values = {
            str(field["name"]): str(field.get("value") or field.text) for field in fields
        }
        response = self.request(
            path,
            "POST",
            urlencode(form_values | values),
            Content_Type="application/x-www-form-urlencoded",
        )
        assert response.status == 302, response.text
        return response.headers["Location"]

    def request(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> HttpResponse:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        response = super().request(path, method, body, Cookie=cookies, **headers)
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return response
