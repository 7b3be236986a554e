"""What is wrong with the settings, in one line that an administrator can act on."""

import difflib
import json
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.logs import redact
from bot.settings.lines import line_of

_SECRET = ("token", "secret", "password", "key")
_LONGEST_VALUE = 60


def fault_line(file: Path, text: str, error: ValidationError, model: type[BaseModel]) -> str:
    """The first fault of the file with its line, and how many more there are."""
    faults = sorted(error.errors(), key=lambda e: _line(text, e) or 0)
    first = faults[0]
    line = fault(file, _line(text, first), _dotted(first), _value(first), _remedy(first, model))
    more = len(faults) - 1
    return line + (f" (and {more} more fault{'s' * (more > 1)})" if more else "")


def fault(file: Path, line: int | None, key: str, value: str, remedy: str) -> str:
    place = f"{file} line {line}" if line else str(file)
    return redact(f"{place}: {key}{f' = {value}' if value else ''}: {remedy}")


def written(value: object) -> str:
    """As it stands in the file, shortened; nothing for a whole table."""
    if isinstance(value, dict | list | tuple):
        return ""
    if isinstance(value, date | time):
        return value.isoformat()
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= _LONGEST_VALUE else shown[:_LONGEST_VALUE] + "…"


def _line(text: str, error: ErrorDetails) -> int | None:
    return line_of(text, error["loc"])


def _dotted(error: ErrorDetails) -> str:
    return ".".join(part for part in error["loc"] if isinstance(part, str))


def _value(error: ErrorDetails) -> str:
    # An unknown key may be a secret put into the wrong place.
    unseen = error["type"] in ("extra_forbidden", "missing")
    return "" if unseen else written(error["input"])


def _remedy(error: ErrorDetails, model: type[BaseModel]) -> str:
    context: Mapping[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "remedy":
            return str(context["remedy"])
        case "extra_forbidden":
            return _unknown(error["loc"], model)
        case "missing":
            return "missing; add it"
        case "enum":
            return f"write {context['expected']}".replace("'", '"')
        case "model_type" | "model_attributes_type":
            return f"write a section [{_dotted(error)}] with its keys"
        case "tuple_type":
            return f"write a section [[{_dotted(error)}]] for each"
        case _:
            return f"{error['msg'].lower()}; see the comment beside the key in the shipped file"


def _unknown(path: tuple[str | int, ...], model: type[BaseModel]) -> str:
    name = str(path[-1])
    if any(word in name.lower() for word in _SECRET):
        variable = "TIENDO_ZALO_TOKEN_<NAME>" if path[0] == "zalo" else "TIENDO_TELEGRAM_TOKEN"
        return f"secrets do not belong into the file; set {variable} in the environment"
    known = _known(path[:-1], model)
    if near := difflib.get_close_matches(name, known, 1):
        return f"not known; did you mean {near[0]}?"
    return f"not known; known here: {', '.join(known)}"


def _known(path: tuple[str | int, ...], model: type[BaseModel]) -> list[str]:
    """The keys of the section at `path`."""
    for part in path:
        if isinstance(part, str):
            model = _section(model.model_fields[part].annotation)
    return list(model.model_fields)


def _section(annotation: Any) -> type[BaseModel]:
    """The section behind `Section`, `Section | None` or `tuple[Section, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts = getattr(annotation, "__args__", ())
    return next(_section(part) for part in parts if part not in (type(None), Ellipsis))
