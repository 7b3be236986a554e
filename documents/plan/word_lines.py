"""The lines of a Word document, in the order of its paragraphs and table rows."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from documents.plan.errors import PlanDamaged, PlanEncrypted, PlanTooLarge
from documents.plan.lines import Line, clean, is_blank, row
from documents.plan.numbering import Numbering, numbering_of
from documents.plan.word_tables import rows_of

# A Word file of text unpacks to a few megabytes; more is a trap or pictures.
_UNPACKED = 100 * 1024 * 1024
_UNPACKED_XML = 12 * 1024 * 1024
# SyntaxError is what lxml raises for what is no XML; the rest comes from python-docx.
_DAMAGE = (
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    AttributeError,
    OSError,
)
_WRAPPERS = {qn(n) for n in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:smartTag")}
_DRAWN_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {qn("w:del"), qn("w:moveFrom"), _DRAWN_TWICE}
_BOX = qn("w:txbxContent")
_AS_TEXT = {qn("w:tab"): " ", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def lines_of_docx(data: bytes, name: str) -> list[Line]:
    """The lines of a DOCX; `name` is for the errors: PlanDamaged, PlanEncrypted, PlanTooLarge."""
    _refuse_traps(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        numbering = numbering_of(document)
        body = document.element.body
    except _DAMAGE as error:
        raise PlanDamaged(name=name) from error
    return list(_lines(body, numbering))


def _refuse_traps(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED:
                raise PlanTooLarge(name=name, limit_mb=_UNPACKED // 2**20)
            for entry in archive.infolist():
                _refuse_entry(archive, entry, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise PlanDamaged(name=name) from error


def _refuse_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    if entry.flag_bits & 1:
        raise PlanEncrypted(name=name)
    if not entry.filename.endswith((".xml", ".rels")):
        return
    if entry.file_size > _UNPACKED_XML:
        raise PlanTooLarge(name=name, limit_mb=_UNPACKED_XML // 2**20)
    # Office files have no document type; one that has it brings entities.
    if b"<!DOCTYPE" in archive.read(entry).replace(b"\0", b""):
        raise PlanDamaged(name=name)


def _lines(body: Any, numbering: Numbering) -> Iterator[Line]:
    number = tables = 0
    for block in _blocks(body):
        if block.tag != qn("w:tbl"):
            number += 1
            yield from _paragraph_lines(number, block, numbering)
            continue
        tables += 1
        for at, cells in enumerate(rows_of(block, lambda cell: _cell_text(cell, numbering)), 1):
            number += 1
            line = row(number, cells, tables, at)
            if not is_blank(line.text):
                yield line


def _blocks(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _cell_text(cell: Any, numbering: Numbering) -> str:
    return "\n".join(_marked(p, numbering) for p in cell.iter(qn("w:p")))


def _paragraph_lines(number: int, paragraph: Any, numbering: Numbering) -> Iterator[Line]:
    texts = [_marked(paragraph, numbering)]
    texts += [_text(p) for box in paragraph.iter(_BOX) if _kept(box) for p in box.iter(qn("w:p"))]
    strong = _is_strong(paragraph)
    for text in "\n".join(texts).split("\n"):
        if not is_blank(text):
            yield Line(number, clean(text), strong)


def _marked(paragraph: Any, numbering: Numbering) -> str:
    text = _text(paragraph)
    if is_blank(text):
        return text
    mark = numbering.mark(paragraph)
    return f"{mark} {text}" if mark and not text.lstrip().startswith(mark) else text


def _text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:br"):
            yield "" if child.get(qn("w:type")) == "page" else "\n"
        elif child.tag in _AS_TEXT:
            yield _AS_TEXT[child.tag]
        elif isinstance(child.tag, str) and child.tag not in _GONE and child.tag != _BOX:
            yield from _pieces(child)


def _kept(box: Any) -> bool:
    return not any(parent.tag in _GONE for parent in box.iterancestors())


def _is_strong(paragraph: Any) -> bool:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if style is not None and "heading" in (style.get(qn("w:val")) or "").lower():
        return True
    runs = [run for run in paragraph.iter(qn("w:r")) if not is_blank(_text(run))]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: Any) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val")) not in ("0", "false", "off")
