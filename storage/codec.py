"""Values of the domain as JSON text and back, and times as sortable UTC text."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter

from domain import conversation, effects

T = TypeVar("T")


_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def dump(value: object, kind: Any = None) -> str:
    return _adapter(kind or type(value)).dump_json(value).decode()


def load(kind: type[T], text: str) -> T:
    value: T = _adapter(kind).validate_json(text)
    return value


def load_any(kind: Any, text: str) -> Any:
    """For kinds that are no classes, such as `tuple[Reply, ...]`."""
    return _adapter(kind).validate_json(text)


def _by_name(union: Any) -> Mapping[str, type]:
    return {kind.__name__: kind for kind in get_args(union)}


EVENTS = _by_name(conversation.Event)
WORK: Mapping[str, type] = {
    kind.__name__: kind
    for kind in (
        effects.FetchFile,
        effects.CompileReport,
        effects.WriteIssued,
        effects.TakeExtract,
        effects.LeaveGroup,
        effects.Press,
        effects.ReadPlan,
        effects.ProposeNext,
    )
}


def dump_tagged(value: object) -> str:
    """One of several kinds: its name goes with it."""
    body = _adapter(type(value)).dump_python(value, mode="json")
    return json.dumps({"kind": type(value).__name__, "body": body}, ensure_ascii=False)


def load_tagged(kinds: Mapping[str, type], text: str) -> Any:
    raw = json.loads(text)
    return _adapter(kinds[raw["kind"]]).validate_python(raw["body"])


def stamp(at: datetime) -> str:
    """UTC text that sorts as time does. A naive time is a fault of ours."""
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def unstamp(text: str) -> datetime:
    return datetime.fromisoformat(text)


def marks(values: Iterable[object]) -> str:
    """As many `?` as there are values, for an IN list."""
    return ", ".join("?" for _ in values)
