"""A report without any person or office in it, by which a template is tried."""

from dataclasses import is_dataclass
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from documents.report.findings import template_phrase
from documents.report.view import View

_EACH = (1, 2, 3)
"""Three of everything: a first, one between, a last; as numbers also the levels of headings."""


def specimen() -> View:
    """A report with all that a report can have. Each text names its own place, as
    "parts.2.lines.1"."""
    made: View = _value(View, "", 1, full=True)
    return made


def bare_specimen() -> View:
    """A report in which everything is left out that may be: no receivers, no annex."""
    made: View = _value(View, "", 1, full=False)
    return made


def _value(hint: Any, place: str, number: int, *, full: bool) -> Any:
    within = [each for each in get_args(hint) if each not in (NoneType, Ellipsis)]
    if get_origin(hint) is tuple:
        return tuple(_value(within[0], f"{place}.{n}", n, full=full) for n in _EACH if full)
    if within:
        return _value(within[0], place, number, full=full) if full else None
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        values = {
            name: _value(hints[name], f"{place}.{name}".lstrip("."), number, full=full)
            for name in hints
        }
        return hint(**values)
    if hint is object:
        # Shown as it is, a photo for one: there is none of nobody.
        return ""
    if hint is str:
        return template_phrase("specimen", place=place) if full else ""
    if hint in (int, bool):
        return hint(number)
    raise TypeError(f"no specimen of {hint} for {place}")
