"""The paragraphs of a Word file with their place, and the tags in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from documents.report.findings import TemplateRefused, fault

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_UNFILLED = re.compile(r"word/(endnotes|comments)\.xml")
_BREAKS = (qn("w:tab"), qn("w:br"), qn("w:cr"))
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_TAG = re.compile(
    r"\{(?P<open>[{%#])-?(?P<marker>(?:tr|tc|p|r)(?=\s))?(?P<said>.*?)-?(?P<close>[}%#])\}",
    re.DOTALL,
)
_CLOSING = {"{": "}", "%": "%", "#": "#"}
_LOOSE = re.compile(r"\{[{%#]|[}%#]\}")


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph as one reads it in Word."""

    part: str
    text: str
    row: str | None = None
    """The words of the table's row it stands in."""
    in_box: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """`kind` is "{" for a value, "%" for a statement, "#" for a note; `marker` is docxtpl's: "p"
    and "tr" take the whole paragraph or row away with the tag."""

    kind: str
    marker: str
    said: str
    text: str
    place: Place

    @property
    def word(self) -> str:
        """What a statement begins with."""
        return self.said.split(maxsplit=1)[0] if self.said else ""


def places(members: Mapping[str, bytes]) -> Iterator[Place]:
    """Every paragraph of the parts in which tags are filled, part by part."""
    for name in sorted(filter(_FILLED.fullmatch, members)):
        yield from _paragraphs(name, members[name])


def unfilled_places(members: Mapping[str, bytes]) -> Iterator[Place]:
    """Paragraphs of the parts in which tags would stay as they are."""
    for name in sorted(filter(_UNFILLED.fullmatch, members)):
        yield from _paragraphs(name, members[name])


def tags_in(place: Place) -> Iterator[Tag]:
    """The tags of a paragraph, in order; one that is opened and closed differently is none."""
    for found in _TAG.finditer(place.text):
        if _CLOSING[found["open"]] == found["close"]:
            said = found["said"].translate(_QUOTES).strip()
            yield Tag(found["open"], found["marker"] or "", said, found[0], place)


def broken_in(place: Place) -> str | None:
    """What is left of a tag that does not begin and end within the paragraph."""
    left = "".join(_whole_tags_blanked(place.text))
    found = _LOOSE.search(left)
    if found is None:
        return None
    # Ends have their words before them, beginnings behind them.
    begins = found[0].startswith("{")
    cut = left[found.start() : found.start() + 40] if begins else left[: found.end()][-40:]
    return cut.replace("\0", "").strip()


def _whole_tags_blanked(text: str) -> Iterator[str]:
    at = 0
    for found in _TAG.finditer(text):
        if _CLOSING[found["open"]] == found["close"]:
            yield text[at : found.start()] + "\0"
            at = found.end()
    yield text[at:]


def root_of(content: bytes) -> Any:
    """The parsed XML of a member. Raises TemplateRefused."""
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise TemplateRefused(fault("damaged")) from error


def _paragraphs(part: str, content: bytes) -> Iterator[Place]:
    for paragraph in root_of(content).iter(qn("w:p")):
        row = next(paragraph.iterancestors(qn("w:tr")), None)
        box = next(paragraph.iterancestors(qn("w:txbxContent")), None)
        words = None if row is None else "".join(t.text or "" for t in row.iter(qn("w:t")))
        yield Place(part, _text(paragraph), words, box is not None)


def _text(paragraph: Any) -> str:
    """Without what stands in text boxes that hang on it: those have paragraphs of their own."""
    said = []
    for element in paragraph.iter(qn("w:t"), *_BREAKS):
        if next(element.iterancestors(qn("w:p"))) is paragraph:
            said.append((element.text or "") if element.tag == qn("w:t") else " ")
    return "".join(said)
