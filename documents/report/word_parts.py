"""Tables, fields and page numbers of a Word file that python-docx has no words for."""

from dataclasses import dataclass
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Twips


@dataclass(slots=True)
class Writer:
    """Writes paragraphs at the end of a document, or of a cell."""

    document: Any

    def say(self, text: str, style: str, place: Any = None) -> None:
        (place or self.document).add_paragraph(text, style=style)

    def tag(self, tag: str, place: Any = None) -> None:
        """A paragraph that is gone when the tag has done its work."""
        self.say(f"{{%p {tag} %}}", "Tag", place)

    def each(self, names: str, style: str, place: Any = None) -> None:
        """A paragraph for each of a list of lines."""
        self.tag(f"for line in {names}", place)
        self.say("{{ line }}", style, place)
        self.tag("endfor", place)


def bare_table(document: Any, rows: int, widths: tuple[int, ...]) -> Any:
    """A table without borders and cell margins whose rows are never split."""
    table = document.add_table(rows=rows, cols=len(widths))
    fix_widths(table, widths, 0)
    for row in table.rows:
        mark_row(row, "w:cantSplit")
    return table


def fix_widths(table: Any, widths: tuple[int, ...], margin: int) -> None:
    """Fixed widths and side margins of the cells, in twips."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
        for cell in column.cells:
            cell.width = Twips(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        blank = OxmlElement(f"w:{side}")
        blank.set(qn("w:w"), str(margin))
        blank.set(qn("w:type"), "dxa")
        margins.append(blank)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    size = table._tbl.tblPr.find(qn("w:tblW"))
    size.set(qn("w:type"), "dxa")
    size.set(qn("w:w"), str(sum(widths)))


def mark_row(row: Any, mark: str) -> None:
    """A property without a value, such as "w:tblHeader", for a row."""
    row._tr.get_or_add_trPr().append(OxmlElement(mark))


def drop_first_paragraphs(table: Any) -> None:
    """A new cell begins with an empty paragraph; where words follow it must go."""
    for cell in (cell for row in table.rows for cell in row.cells):
        first = cell.paragraphs[0]
        if len(cell.paragraphs) > 1 and not first.text:
            first._p.getparent().remove(first._p)


def add_field(paragraph: Any, instruction: str) -> None:
    """begin, instruction, separate, result, end: the shape that Word itself writes."""
    for kind in ("begin", None, "separate", "result", "end"):
        run = paragraph.add_run("2" if kind == "result" else "")
        if kind is None:
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {instruction} "
            run._r.append(text)
        elif kind != "result":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def number_from_one(section: Any) -> None:
    """The section counts its own pages."""
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
