"""The words of the report, from `templates/`."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

from domain.status import TaskStatus
from domain.written import written_day, written_number

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


def cleaned(value: Any) -> Any:
    """`value` with every text in it clean: tuples and dataclasses are gone through."""
    if isinstance(value, tuple):
        return tuple(map(cleaned, value))
    if is_dataclass(value) and not isinstance(value, type):
        texts = {each.name: cleaned(getattr(value, each.name)) for each in fields(value)}
        return replace(value, **texts)
    return clean(value)


def phrase(name: str, *arguments: object) -> str:
    """The phrase `name` of phrases.txt.j2 for these values, in one line."""
    macro = getattr(_phrases(), name)
    return str(macro(*arguments)).strip()


def phrases(template: str) -> Any:
    """The macros of a file of `templates/report/`, each a phrase, as attributes."""
    return _environment().get_template(template).module


def fill(template: str, values: Mapping[str, object]) -> str:
    """A whole text from `templates/report/`."""
    return _environment().get_template(template).render(values)


def fill_in(text: str, values: Mapping[str, object]) -> str:
    """A line of docx.toml with its tags."""
    return _environment().overlay(autoescape=False).from_string(text).render(values)


def fixed_words() -> dict[str, Any]:
    """The words that the Word template is built with."""
    return tomllib.loads(report_file("docx.toml").read_text("utf-8"))


def tag_words() -> dict[str, Any]:
    """What each tag of a Word template stands for, by dataclass of the view and field."""
    return tomllib.loads(report_file("tags.toml").read_text("utf-8"))


def sandbox() -> Environment:
    """For the tags in an office's Word template: they reach the report's values and no more, and
    what officers typed stays text whatever the template says."""
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=clean)
    del environment.filters["safe"]
    return environment


def template_file() -> Traversable:
    """The Word template that an office can edit."""
    return report_file("report.docx")


def status_word(code: str) -> str:
    """The words of a status code of the contract."""
    return _status_words()[code]


def padded(count: int) -> str:
    """ "05": below ten with a leading 0."""
    return f"{count:02}"


def counted(value: str, measure: str | None) -> str:
    """ "05" tổ, "1.200" lớp, 5 %: of what is counted one by one below ten with a leading 0."""
    single = len(value) == 1 and value.isdecimal() and measure != "%"
    return f"0{value}" if single else written_number(value)


def sentence(text: str) -> str:
    """Begun with a capital."""
    return text[:1].upper() + text[1:]


def begun_small(text: str) -> str:
    """Begun with a small letter."""
    return text[:1].lower() + text[1:]


def ended(text: str) -> str:
    """With a full stop, unless it ends with a mark already."""
    return text if text.endswith(_FINAL_MARKS) else f"{text}."


def by_status(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Counts in the order of the statuses, blank ones left out."""
    return [(code, counts[code]) for code in _STATUSES if counts.get(code)]


def _is_printable(character: str) -> bool:
    if character == "\n":
        return True
    return unicodedata.category(character) not in {"Cc", "Cs"} and character not in _UNPRINTABLE


def report_file(name: str) -> Traversable:
    """A file of `templates/report/`."""
    return files("templates") / "report" / name


@cache
def _status_words() -> dict[str, str]:
    return tomllib.loads((files("templates") / "statuses.toml").read_text("utf-8"))


@cache
def _phrases() -> Any:
    return phrases("phrases.txt.j2")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: report_file(name).read_text("utf-8")),
        undefined=StrictUndefined,
        autoescape=select_autoescape(),
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    own = (padded, counted, sentence, begun_small, ended, by_status, status_word)
    environment.filters.update({function.__name__: function for function in own})
    environment.filters["number"] = written_number
    environment.filters["day"] = lambda iso: written_day(date.fromisoformat(iso))
    return environment
