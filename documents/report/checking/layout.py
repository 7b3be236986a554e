"""Advice on what can be seen of the layout: Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục I."""

from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn

from documents.report.checking.paragraphs import root_of
from documents.report.findings import Finding, remark
from documents.report.styles import TYPEFACE

_A4 = (210, 297)
_MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
_SLACK = 0.5
"""Millimetres: Word keeps twentieths of a point."""


def layout_findings(document: Any, members: Mapping[str, bytes]) -> Iterator[Finding]:
    """`document` is python-docx's. The first section is the report; annexes may lie across."""
    section = document.sections[0]
    yield from _paper(section)
    yield from _margins(section)
    typeface = _typeface(document, members)
    if typeface and typeface != TYPEFACE:
        yield remark("typeface", found=typeface, decreed=TYPEFACE)
    headers = [content for name, content in members.items() if name.startswith("word/header")]
    if not any(_numbers_pages(content) for content in headers):
        yield remark("page_number")


def _paper(section: Any) -> Iterator[Finding]:
    size = [_millimetres(length) for length in (section.page_width, section.page_height)]
    if any(
        found is None or abs(found - wanted) > _SLACK
        for found, wanted in zip(size, _A4, strict=True)
    ):
        yield remark("paper")


def _margins(section: Any) -> Iterator[Finding]:
    for side, (least, most) in _MARGINS.items():
        found = _millimetres(getattr(section, f"{side}_margin"))
        if found is not None and not least - _SLACK <= found <= most + _SLACK:
            yield remark(
                "margin", side=side, found=f"{found:.0f}", least=str(least), most=str(most)
            )


def _millimetres(length: Any) -> float | None:
    return None if length is None else float(length.mm)


def _typeface(document: Any, members: Mapping[str, bytes]) -> str | None:
    """Of the style Normal, else of the document's defaults, where it may be the theme's."""
    styles = document.styles.element
    own = styles.xpath('w:style[@w:type="paragraph" and @w:default="1"]/w:rPr/w:rFonts')
    for fonts in (*own, *styles.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:rFonts")):
        if named := fonts.get(qn("w:ascii")):
            return str(named)
        if fonts.get(qn("w:asciiTheme")):
            return _theme_typeface(members)
    return None


def _theme_typeface(members: Mapping[str, bytes]) -> str | None:
    theme = members.get("word/theme/theme1.xml")
    if theme is None:
        return None
    names = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    found = root_of(theme).xpath("string(//a:minorFont/a:latin/@typeface)", namespaces=names)
    return str(found) or None


def _numbers_pages(header: bytes) -> bool:
    root = root_of(header)
    said = [node.text or "" for node in root.iter(qn("w:instrText"))]
    said += [node.get(qn("w:instr")) or "" for node in root.iter(qn("w:fldSimple"))]
    return any("PAGE" in instruction.split() for instruction in said)
