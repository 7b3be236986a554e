"""The words of the report, from `templates/report/`, and how figures and days are written."""

import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

from domain.status import TaskStatus

_UNPRINTABLE = frozenset({"\ufffe", "\uffff"})
_FINAL_MARKS = (".", ";", ":", "…")
_STATUSES = [status.value for status in TaskStatus]


def clean(value: object) -> object:
    """Text in NFC without what neither XML nor paper can hold, tabs as blanks; anything else as it
    is."""
    if not isinstance(value, str):
        return value
    plain = unicodedata.normalize("NFC", value).replace("\t", " ")
    return "".join(c for c in plain if _is_printable(c))


def phrase(name: str, *arguments: object) -> str:
    """The phrase `name` of phrases.txt.j2 for these values, in one line."""
    macro = getattr(_phrases(), name)
    return str(macro(*arguments)).strip()


def fill(template: str, values: Mapping[str, object]) -> str:
    """A whole text from `templates/report/`."""
    return _environment().get_template(template).render(values)


def fixed_words() -> dict[str, Any]:
    """The words that the Word template is built with."""
    return tomllib.loads(_file("docx.toml").read_text("utf-8"))


def sandbox() -> Environment:
    """For the tags in an office's Word template: they reach the report's values and no more."""
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=clean)
    return environment


def template_file() -> Traversable:
    """The Word template that an office can edit."""
    return _file("report.docx")


def number(value: str) -> str:
    """ "1234.5" → "1.234,5"."""
    grouped = f"{Decimal(value):,f}"
    return grouped.translate(str.maketrans(",.", ".,"))


def day(iso: str) -> str:
    """ "2022-01-05" → "05/01/2022", "2022-09-05" → "05/9/2022": NĐ 30/2020, Phụ lục I."""
    given = date.fromisoformat(iso)
    return f"{given.day:02}/{month(given)}/{given.year}"


def month(given: date) -> str:
    """Only January and February take a leading 0."""
    return f"{given.month:02}" if given.month < 3 else str(given.month)


def padded(count: int) -> str:
    """ "05": below ten with a leading 0."""
    return f"{count:02}"


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def begun_small(text: str) -> str:
    return text[:1].lower() + text[1:]


def ended(text: str) -> str:
    return text if text.endswith(_FINAL_MARKS) else f"{text}."


def by_status(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Counts in the order of the statuses, blank ones left out."""
    return [(code, counts[code]) for code in _STATUSES if counts.get(code)]


def _is_printable(character: str) -> bool:
    if character == "\n":
        return True
    return unicodedata.category(character) not in {"Cc", "Cs"} and character not in _UNPRINTABLE


def _file(name: str) -> Traversable:
    return files("templates") / "report" / name


@cache
def _phrases() -> Any:
    return _environment().get_template("phrases.txt.j2").module


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: _file(name).read_text("utf-8")),
        undefined=StrictUndefined,
        autoescape=select_autoescape(),
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    written = (number, day, padded, sentence, begun_small, ended, by_status)
    environment.filters.update({function.__name__: function for function in written})
    return environment
