"""Builds the Word template that offices edit; `python -m documents.report.template` writes it."""

from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Mm

from documents.report.archive import with_fixed_dates
from documents.report.page import (
    CELL_MARGIN,
    LETTERHEAD,
    MARGINS,
    NUMBER_DISTANCE,
    PAPER,
    SIGNATURE,
    TASK_COLUMNS,
    cell_style,
)
from documents.report.styles import Sheet
from documents.report.word_parts import (
    add_field,
    bare_table,
    drop_first_paragraphs,
    fix_widths,
    mark_row,
    number_from_one,
)
from documents.report.wording import fixed_words, template_file

_ROW_TAGS = {
    "number": "{{ row.number }}",
    "text": "{{ row.text }}",
    "product": "{{ row.product }}",
    "deadline": "{{ row.deadline }}",
    "lead": "{{ row.lead }}",
    "supporting": "{{ row.supporting }}",
}
_LISTS = ("progress", "results", "difficulties")


def build() -> bytes:
    """The template as a Word file; the same bytes whenever it is built."""
    document = Document()
    Sheet(document).define()
    _Builder(document).build()
    kept = BytesIO()
    document.save(kept)
    return with_fixed_dates(kept.getvalue())


class _Builder:
    """Writes the document from top to bottom; tags are docxtpl's, words come from docx.toml."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.words = fixed_words()

    def build(self) -> None:
        self._page(self.document.sections[0])
        self._letterhead()
        self._title()
        self._body()
        self._signature()
        self._annex()
        _name(self.document)

    def _say(self, text: str, style: str, place: Any = None) -> None:
        (place or self.document).add_paragraph(text, style=style)

    def _each(self, names: str, style: str, place: Any = None) -> None:
        """A paragraph for each of a list of lines."""
        self._say(f"{{%p for line in {names} %}}", style, place)
        self._say("{{ line }}", style, place)
        self._say("{%p endfor %}", style, place)

    def _page(self, section: Any) -> None:
        section.page_width, section.page_height = map(Mm, PAPER)
        section.top_margin, section.bottom_margin = Mm(MARGINS["top"]), Mm(MARGINS["bottom"])
        section.left_margin, section.right_margin = Mm(MARGINS["left"]), Mm(MARGINS["right"])
        section.header_distance = section.footer_distance = Mm(NUMBER_DISTANCE)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.style = self.document.styles["Page Number"]
        add_field(number, "PAGE")
        section.first_page_header.paragraphs[0].style = self.document.styles["Page Number"]
        number_from_one(section)

    def _letterhead(self) -> None:
        table = bare_table(self.document, 2, LETTERHEAD)
        agency, nation = table.rows[0].cells
        self._each("superior", "Letterhead Superior", agency)
        self._each("agency", "Letterhead Agency", agency)
        self._say("", "Rule Agency", agency)
        self._say(self.words["national_name"], "National Name", nation)
        self._say(self.words["motto"], "Motto", nation)
        self._say("", "Rule Motto", nation)
        number, place = table.rows[1].cells
        self._say(self.words["number"], "Number Line", number)
        self._say(self.words["place_and_date"], "Place Line", place)
        drop_first_paragraphs(table)

    def _title(self) -> None:
        self._say(self.words["kind"], "Report Kind")
        self._say("{{ title }}", "Report Title")
        self._say("", "Rule Title")
        self._say("{%p if receivers|length == 1 %}", "Body Text")
        self._say(self.words["addressee"], "Addressee")
        self._say("{%p elif receivers %}", "Body Text")
        self._say(self.words["addressees"], "Addressees")
        self._each("receivers", "Addressee List")
        self._say("{%p endif %}", "Body Text")

    def _body(self) -> None:
        self._each("opening", "Body Text")
        self._say("{%p for part in parts %}", "Body Text")
        self._say("{%p if part.level == 1 %}", "Body Text")
        self._say("{{ part.label }} {{ part.title }}", "Heading 1")
        self._say("{%p elif part.level == 2 %}", "Body Text")
        self._say("{{ part.label }} {{ part.title }}", "Heading 2")
        self._say("{%p else %}", "Body Text")
        self._say("{{ part.label }} {{ part.title }}", "Heading 3")
        self._say("{%p endif %}", "Body Text")
        self._each("part.lines", "Body Text")
        self._say("{%p endfor %}", "Body Text")
        self._say(f"{{{{ closing }}}}{self.words['end']}", "Closing Words")

    def _signature(self) -> None:
        table = bare_table(self.document, 1, SIGNATURE)
        recipients, signing = table.rows[0].cells
        self._say("{%p if recipients %}", "Recipient List", recipients)
        self._say(self.words["recipients"], "Recipients", recipients)
        self._each("recipients", "Recipient List", recipients)
        self._say("{%p else %}", "Recipient List", recipients)
        self._say("", "Recipient List", recipients)
        self._say("{%p endif %}", "Recipient List", recipients)
        self._say("{%p for line in signing %}", "Signing Office", signing)
        self._say("{%p if loop.first %}", "Signing Office", signing)
        self._say("{{ line }}", "Signing Office First", signing)
        self._say("{%p else %}", "Signing Office", signing)
        self._say("{{ line }}", "Signing Office", signing)
        self._say("{%p endif %}", "Signing Office", signing)
        self._say("{%p endfor %}", "Signing Office", signing)
        self._say("{{ signer }}", "Signer", signing)
        drop_first_paragraphs(table)

    def _annex(self) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_height, section.page_width = map(Mm, PAPER)
        self.document.paragraphs[-1].style = self.document.styles["Section End"]
        self._say("{%p if annex_tasks %}", "Annex Note")
        self._say("{{ annex_tasks.label }}", "Annex Number")
        self._say(self.words["annex_titles"]["tasks"], "Annex Title")
        self._say(self.words["annex_of"], "Annex Of")
        self._say("", "Annex Gap")
        self._table()
        self._say("{%p endif %}", "Annex Note")

    def _table(self) -> None:
        """Title row, the tag that repeats, the row, the end of the repetition."""
        table = self.document.add_table(rows=4, cols=len(TASK_COLUMNS), style="Table Grid")
        fix_widths(table, tuple(TASK_COLUMNS.values()), CELL_MARGIN)
        for cell, name in zip(table.rows[0].cells, TASK_COLUMNS, strict=True):
            self._say(self.words["task_columns"][name], "Column Title", cell)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        self._say("{%tr for row in annex_tasks.rows %}", "Cell", table.rows[1].cells[0])
        for cell, name in zip(table.rows[2].cells, TASK_COLUMNS, strict=True):
            self._cell(name, cell)
        self._say("{%tr endfor %}", "Cell", table.rows[3].cells[0])
        drop_first_paragraphs(table)
        for row in table.rows:
            mark_row(row, "w:cantSplit")
        mark_row(table.rows[0], "w:tblHeader")

    def _cell(self, name: str, cell: Any) -> None:
        if name in _LISTS:
            self._each(f"row.{name}", "Cell", cell)
        else:
            self._say(_ROW_TAGS[name], cell_style(name), cell)


def _name(document: Any) -> None:
    """No author, no title: they belong to the report that is written from this."""
    properties = document.core_properties
    properties.author = properties.title = properties.comments = properties.keywords = ""
    properties.language = "vi-VN"


if __name__ == "__main__":
    Path(str(template_file())).write_bytes(build())
