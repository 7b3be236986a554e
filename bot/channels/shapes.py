"""What is kept of an event that nobody could read: how it is built, nothing that anybody said."""

import json
import re
from typing import Any

DEPTH, WIDTH = 6, 40
_KEY = re.compile(r"[A-Za-z_]{1,40}")


def shape_of(raw: Any) -> str:
    """JSON of its keys, with the kinds of values in their place; bounded, whatever comes."""
    return json.dumps(_shape(raw, DEPTH))


def _shape(value: Any, depth: int) -> Any:
    if isinstance(value, dict) and depth:
        return {_key(key): _shape(value[key], depth - 1) for key in list(value)[:WIDTH]}
    if isinstance(value, list) and depth:
        return [_shape(each, depth - 1) for each in value[:WIDTH]]
    return type(value).__name__


def _key(key: object) -> str:
    """What is no word of a program may be one of a person."""
    return key if isinstance(key, str) and _KEY.fullmatch(key) else "…"
