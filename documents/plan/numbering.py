"""The numbers and dashes that Word draws itself (ECMA-376 part 1, 17.9), written out."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_DEEPEST = 9
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class Numbering:
    """Counts on from paragraph to paragraph; ask for each in the document's order."""

    levels: dict[str, dict[int, tuple[str, str, int]]]
    styles: dict[str, tuple[str, int]]
    counts: dict[str, list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0] * _DEEPEST)
    )

    def mark(self, paragraph: Any) -> str:
        """The mark before this paragraph: "II.", "1.2.", "-"; empty where Word draws none."""
        number, level = self._of(paragraph)
        if number not in self.levels or not 0 <= level < _DEEPEST:
            return ""
        form, text, start = self.levels[number].get(level, ("none", "", 1))
        if form == "none":
            return ""
        if form == "bullet":
            return "+" if text.strip() == "+" else "-"
        self._count(number, level, start)
        return self._drawn(number, text)

    def _of(self, paragraph: Any) -> tuple[str, int]:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        given = self.styles.get(style.get(qn("w:val")) if style is not None else "", ("", 0))
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        return _number_of(own, given) if own is not None else given

    def _count(self, number: str, level: int, start: int) -> None:
        counts = self.counts[number]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_DEEPEST - level - 1)

    def _drawn(self, number: str, text: str) -> str:
        for level, count in enumerate(self.counts[number]):
            form = self.levels[number].get(level, ("decimal", "", 1))[0]
            text = text.replace(f"%{level + 1}", _written(max(count, 1), form))
        return text


def numbering_of(document: Any) -> Numbering:
    """The numbering of a python-docx document; empty where it has none."""
    levels: dict[str, dict[int, tuple[str, str, int]]] = {}
    parts = {rel.reltype.rsplit("/", 1)[-1]: rel for rel in document.part.rels.values()}
    if "numbering" in parts and not parts["numbering"].is_external:
        root = parts["numbering"].target_part.element
        drafts = {a.get(qn("w:abstractNumId")): a for a in root.iter(qn("w:abstractNum"))}
        for num in root.iter(qn("w:num")):
            draft = num.find(qn("w:abstractNumId"))
            found = drafts.get(draft.get(qn("w:val"))) if draft is not None else None
            if found is not None:
                levels[num.get(qn("w:numId"))] = _levels(found)
    return Numbering(levels, _styles(document))


def _styles(document: Any) -> dict[str, tuple[str, int]]:
    styles: dict[str, tuple[str, int]] = {}
    for style in document.styles.element.iter(qn("w:style")):
        own = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if own is not None:
            styles[style.get(qn("w:styleId"))] = _number_of(own, ("", 0))
    return styles


def _number_of(properties: Any, given: tuple[str, int]) -> tuple[str, int]:
    number = properties.find(qn("w:numId"))
    level = properties.find(qn("w:ilvl"))
    return (
        number.get(qn("w:val")) if number is not None else given[0],
        _whole(level.get(qn("w:val")), 0) if level is not None else given[1],
    )


def _levels(draft: Any) -> dict[int, tuple[str, str, int]]:
    found: dict[int, tuple[str, str, int]] = {}
    for level in draft.iter(qn("w:lvl")):
        values = [_value(level, name) for name in ("w:numFmt", "w:lvlText", "w:start")]
        found[_whole(level.get(qn("w:ilvl")), 0)] = (
            values[0] or "decimal",
            values[1] or "",
            _whole(values[2], 1),
        )
    return found


def _value(level: Any, name: str) -> str | None:
    child = level.find(qn(name))
    value: str | None = child.get(qn("w:val")) if child is not None else None
    return value


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else otherwise


def _written(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    return str(count)


def _roman(count: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        written += letters * min(times, 9)
    return written
