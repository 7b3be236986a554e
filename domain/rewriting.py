"""One heading's text rewritten by a person: put in the place of the units' own words, which stay
beside it, and flagged when they change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from domain.merging import essence, without_list_mark
from domain.report import CompiledReport, Kind, Paragraph, Rewritten, Section, Source

Drawn: TypeAlias = Callable[[CompiledReport], Sequence[Sequence[str]]]
"""A report's sections as printed lines, one for each paragraph."""
_MARK = "- "
_LOWER_MARK = "+ "


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What stands below a heading in a person's words.

    `heading` is the `place` of its section, `basis` the printed lines it was written from.
    """

    heading: str
    lines: tuple[str, ...]
    basis: tuple[str, ...]
    person: str
    at: datetime
    message: str = ""


def plain_lines(report: CompiledReport) -> list[list[str]]:
    """The paragraphs' own words: enough where nothing is computed."""
    return [[paragraph.text for paragraph in section.own] for section in report.sections]


def rewritten_lines(text: str) -> tuple[str, ...]:
    """What was typed as lines of the paper: blank ones and lone marks dropped, list marks "- "
    and "+ "."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(_marked(line) for line in lines if without_list_mark(line))


def unmarked(line: str) -> str:
    """A printed line without its list mark."""
    return next((line[len(m) :] for m in (_MARK, _LOWER_MARK) if line.startswith(m)), line)


def _marked(line: str) -> str:
    bare = without_list_mark(line)
    if bare == line:
        return line
    return f"{_LOWER_MARK if line.startswith(_LOWER_MARK.strip()) else _MARK}{bare}"


def rewrite(
    report: CompiledReport, rewritings: Iterable[Rewriting], drawn: Drawn = plain_lines
) -> CompiledReport:
    """`report` with the rewritten text below its headings. A heading that is not there any more
    is passed over; the headings below one that is are not touched."""
    by_place = {rewriting.heading: rewriting for rewriting in rewritings}
    if not by_place.keys() & {section.place for section in report.sections}:
        return report
    printed = drawn(report)
    sections = tuple(
        _rewritten(section, lines, by_place)
        for section, lines in zip(report.sections, printed, strict=True)
    )
    return replace(report, sections=sections)


def _rewritten(
    section: Section, printed: Sequence[str], by_place: Mapping[str, Rewriting]
) -> Section:
    rewriting = by_place.get(section.place)
    if rewriting is None:
        return section
    came, went = difference(rewriting.basis, printed)
    mark = Rewritten(
        person=rewriting.person,
        at=rewriting.at.isoformat(),
        message=rewriting.message,
        own=section.paragraphs,
        came=came,
        went=went,
    )
    paragraphs = tuple(_paragraph(line, section, rewriting) for line in rewriting.lines)
    return replace(section, paragraphs=paragraphs, rewritten=mark)


def difference(
    basis: Sequence[str], now: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of `now` that `basis` has not, and those that went; order and marks do not
    matter."""
    before, after = {_key(line): line for line in basis}, {_key(line): line for line in now}
    came = tuple(line for key, line in after.items() if key not in before)
    went = tuple(line for key, line in before.items() if key not in after)
    return came, went


def _key(line: str) -> str:
    return essence(without_list_mark(line.strip()))


def _says(line: str, text: str) -> bool:
    """The very words, with or without the names of who said them before."""
    said, words = _key(line), _key(text)
    return said == words or said.endswith(f": {words}")


def _paragraph(line: str, section: Section, rewriting: Rewriting) -> Paragraph:
    """With all sources of what it replaces, or those alone whose very words it keeps."""
    kept = [p for p in section.paragraphs if p.text and _says(line, p.text)]
    sources = (source for p in kept or section.paragraphs for source in p.sources)
    item = section.number
    editor = Source("", rewriting.person, rewriting.at.isoformat(), rewriting.message, item, line)
    return Paragraph(Kind.REWRITTEN, line, item, sources=(*dict.fromkeys(sources), editor))
