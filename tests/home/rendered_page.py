"""A rendered page with its structured data."""

import json

from django.test import Client

from tests.helpers import parse_response


class RenderedPage:
    """A page with its parsed HTML, and the nodes of its graph."""

    def __init__(self, client: Client, address: str):
        self.soup = parse_response(client.get(address))
        (script,) = self.soup.select('script[type="application/ld+json"]')
        self.text = script.string or ""
        data = json.loads(self.text)
        assert data["@context"] == "https://schema.org"
        self.graph = data["@graph"]

    def node(self, kind: str) -> dict:
        (node,) = [node for node in self.graph if node["@type"] == kind]
        return node


def visible_text(element) -> str:
    return " ".join(element.get_text(" ").split())
