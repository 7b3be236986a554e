"""The names that tags may use: those of View and of what it holds, read from their types."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from documents.report.view import View
from documents.report.wording import tag_words

Name: TypeAlias = tuple[str, str]
"""A dataclass and a field of it: ("Part", "title")."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value is: of a dataclass (`kind`), several of something (`each`), or plain."""

    kind: type | None = None
    each: "Shape | None" = None

    @property
    def names(self) -> Mapping[str, "Shape"]:
        return shapes_of(self.kind) if self.kind else {}


PLAIN = Shape()
_BEFORE = "*"


@cache
def shapes_of(kind: type) -> Mapping[str, Shape]:
    """The fields of a dataclass of the view, in its order."""
    hints = get_type_hints(kind)
    return {field.name: _shape(hints[field.name]) for field in fields(kind)}


def kinds(kind: type = View) -> Iterator[type]:
    """View and every dataclass within it, each once, in reading order."""
    return iter(dict.fromkeys(_kinds(kind)))


def printed_names(kind: type) -> Mapping[str, Shape]:
    """The fields that stand on paper."""
    left_out = tag_words()["unprinted"].get(kind.__name__, ())
    return {name: shape for name, shape in shapes_of(kind).items() if name not in left_out}


def written(name: Name) -> str:
    """A name as the built-in template writes it: "part.title". Raises KeyError."""
    kind, field = name
    return f"{tag_words()[kind][_BEFORE]}{field}"


def described(name: Name) -> str:
    """What a tag stands for, in words. Raises KeyError where nobody described it."""
    kind, field = name
    return str(tag_words()[kind][field])


def _kinds(kind: type) -> Iterator[type]:
    yield kind
    for shape in shapes_of(kind).values():
        within = shape.each or shape
        if within.kind:
            yield from _kinds(within.kind)


def _shape(hint: Any) -> Shape:
    """Of X, X | None, or tuple[X, ...]."""
    plain = [each for each in get_args(hint) if each not in (NoneType, Ellipsis)]
    if get_origin(hint) is tuple:
        return Shape(each=_shape(plain[0]))
    if plain:
        return _shape(plain[0])
    return Shape(kind=hint) if isinstance(hint, type) and is_dataclass(hint) else PLAIN
