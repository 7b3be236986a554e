"""The annexes of the Word template: each a section of its own that counts its pages from 1."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Mm

from documents.report.page import (
    CELL_MARGIN,
    INDICATOR_COLUMNS,
    PAPER,
    TASK_COLUMNS,
    UNIT_COLUMNS,
    cell_style,
)
from documents.report.word_parts import Writer, drop_first_paragraphs, fix_widths, mark_row

_LISTS = {"progress", "results", "difficulties"}


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
        short, long = map(Mm, PAPER)
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

    def _table(self, annex: str, titles: str, columns: Mapping[str, int]) -> None:
        """Title row, the tag that repeats, the row, the end of the repetition."""
        self.write.say("", "Annex Gap")
        table = self.document.add_table(rows=4, cols=len(columns), style="Table Grid")
        fix_widths(table, tuple(columns.values()), CELL_MARGIN)
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
            self.write.say(f"{{{{ row.{name} }}}}", cell_style(name), cell)
