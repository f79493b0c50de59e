"""Stored streams and lists with new block ids."""

import json
import uuid
from typing import Any


def new_block_id() -> str:
    return str(uuid.uuid4())


def list_block_value(values: list) -> list[dict]:
    return [{"type": "item", "value": value, "id": new_block_id()} for value in values]


def stream_json(values: list[tuple[str, Any]]) -> str:
    return json.dumps(
        [{"type": kind, "value": value, "id": new_block_id()} for kind, value in values]
    )
