"""The annexes of the Word template: each a section of its own that counts its pages from 1."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Mm

from documents.report.word_parts import Writer, drop_first_paragraphs, fix_widths, mark_row

_Columns = Mapping[str, int]
# Twips; together the 25.2 cm between the margins of a landscape page, 16.5 of an upright one.
TASK_COLUMNS: _Columns = {
    "number": 480, "text": 2400, "product": 1150, "deadline": 1200, "lead": 1250,
    "supporting": 1000, "progress": 1600, "results": 3800, "difficulties": 1407,
}  # fmt: skip
INDICATOR_COLUMNS: _Columns = {
    "number": 500, "name": 3900, "measure": 1000, "plan": 1700, "value": 1400,
    "cumulative": 1300, "share": 1200, "change": 1400, "note": 1887,
}  # fmt: skip
UNIT_COLUMNS: _Columns = {
    "number": 550, "name": 3000, "state": 1150, "sent_at": 2650, "note": 2005,
}  # fmt: skip
_LISTS = {"progress", "results", "difficulties"}
_CENTRED = {"number", "deadline", "measure", "state", "sent_at"}
_FIGURES = {"plan", "value", "cumulative", "share", "change"}
_MARGIN = 57


@dataclass(slots=True)
class AnnexBuilder:
    """Writes the annexes; the section of one that the report does not have vanishes with it."""

    document: Any
    write: Writer
    words: Mapping[str, Any]

    def build(self) -> None:
        """A section's end stands with its annex in an `if`, so the first is that of the body."""
        self._begin("tasks", lying=True)
        self._table("tasks", "task_columns", TASK_COLUMNS)
        self._begin("indicators", lying=True)
        self._table("indicators", "indicator_columns", INDICATOR_COLUMNS)
        self._begin("evidence", lying=False)
        self._evidence()
        self._begin("units", lying=False)
        self._table("units", "unit_columns", UNIT_COLUMNS)
        self.write.each("annex_units.notes", "Annex Note")
        self.write.tag("endif")

    def _begin(self, name: str, *, lying: bool) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        long, short = Mm(297), Mm(210)
        section.page_width, section.page_height = (long, short) if lying else (short, long)
        self.document.paragraphs[-1].style = self.document.styles["Section End"]
        if name != "tasks":
            self.write.tag("endif")
        self.write.tag(f"if annex_{name}")
        self.write.say(f"{{{{ annex_{name}.label }}}}", "Annex Number")
        self.write.say(self.words["annex_titles"][name], "Annex Title")
        self.write.say(self.words["annex_of"], "Annex Of")

    def _evidence(self) -> None:
        """Photos with their captions below, other files as lines."""
        self.write.tag("for group in annex_evidence.groups")
        self.write.say("{{ group.title }}", "Evidence Group")
        self.write.tag("for item in group.items")
        self.write.tag("if item.photo")
        self.write.say("{{ item.photo }}", "Picture")
        self.write.say("{{ item.line }}", "Picture Caption")
        self.write.tag("else")
        self.write.say("{{ item.line }}", "Annex Note")
        self.write.tag("endif")
        self.write.tag("endfor")
        self.write.tag("endfor")

    def _table(self, annex: str, titles: str, columns: _Columns) -> None:
        """Title row, the tag that repeats, the row, the end of the repetition."""
        self.write.say("", "Annex Gap")
        table = self.document.add_table(rows=4, cols=len(columns), style="Table Grid")
        fix_widths(table, tuple(columns.values()), _MARGIN)
        for cell, name in zip(table.rows[0].cells, columns, strict=True):
            self.write.say(self.words[titles][name], "Column Title", cell)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        self.write.say(f"{{%tr for row in annex_{annex}.rows %}}", "Cell", table.cell(1, 0))
        for cell, name in zip(table.rows[2].cells, columns, strict=True):
            self._cell(name, cell)
        self.write.say("{%tr endfor %}", "Cell", table.cell(3, 0))
        drop_first_paragraphs(table)
        for row in table.rows:
            mark_row(row, "w:cantSplit")
        mark_row(table.rows[0], "w:tblHeader")

    def _cell(self, name: str, cell: Any) -> None:
        if name in _LISTS:
            self.write.each(f"row.{name}", "Cell", cell)
        else:
            self.write.say(f"{{{{ row.{name} }}}}", _style(name), cell)


def _style(name: str) -> str:
    if name in _CENTRED:
        return "Cell Centred"
    return "Cell Figure" if name in _FIGURES else "Cell"
