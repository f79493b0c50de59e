"""An editor at a browser: logs in and publishes through Wagtail's own forms."""

from http.cookies import SimpleCookie
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from tests.served.clerk import PASSWORD
from tests.served.visitor import Visitor, VisitorResponse


class EditorVisitor(Visitor):
    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.cookies: dict[str, str] = {}
        self.send("/admin/login/", "form", username="desk", password=PASSWORD)

    def publish(self, pk: int, **values: str) -> None:
        """Change these fields of a page, and press "Publish"."""
        changes = values | {"action-publish": "action-publish"}
        self.send(f"/admin/pages/{pk}/edit/", "#w-editor-form, #page-edit-form", **changes)

    def send(self, path: str, form: str, **values: str) -> None:
        """Fill in a form and send it; if it is taken, another page comes next."""
        fields = BeautifulSoup(self.get(path).text, "html.parser").select(
            ", ".join(f"{part} [name]" for part in form.split(","))
        )
        typed = {str(field["name"]): str(field.get("value") or field.text) for field in fields}
        for name in [name for name in typed if name.startswith("action-")]:
            del typed[name]
        answer = self.request(
            path,
            "POST",
            urlencode(typed | values),
            Content_Type="application/x-www-form-urlencoded",
        )
        assert answer.status == 302, answer.text

    def request(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> VisitorResponse:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = super().request(path, method, body, Cookie=cookies, **headers)
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer
