"""Builds the Word template that offices edit; `python -m documents.report.template` writes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Mm

from documents.report.archive import with_fixed_dates
from documents.report.page import LETTERHEAD, MARGINS, NUMBER_DISTANCE, PAPER, SIGNATURE
from documents.report.styles import LANGUAGE, Sheet
from documents.report.template_annexes import AnnexBuilder
from documents.report.word_parts import (
    Writer,
    add_field,
    bare_table,
    drop_first_paragraphs,
    number_from_one,
)
from documents.report.wording import fixed_words, template_file


def build() -> bytes:
    """The template as a Word file; the same bytes whenever it is built."""
    document = Document()
    Sheet(document).define()
    words = fixed_words()
    _Builder(document, Writer(document), words).build()
    AnnexBuilder(document, Writer(document), words).build()
    _name(document)
    kept = BytesIO()
    document.save(kept)
    return with_fixed_dates(kept.getvalue())


@dataclass(slots=True)
class _Builder:
    """Writes the report from top to bottom; tags are docxtpl's, words come from docx.toml."""

    document: Any
    write: Writer
    words: Mapping[str, Any]

    def build(self) -> None:
        self._page(self.document.sections[0])
        self._letterhead()
        self._title()
        self._receivers()
        self._body()
        self._signature()

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
        self.write.each("superior", "Letterhead Superior", agency)
        self.write.each("agency", "Letterhead Agency", agency)
        self.write.say("", "Rule Agency", agency)
        self.write.say(self.words["national_name"], "National Name", nation)
        self.write.say(self.words["motto"], "Motto", nation)
        self.write.say("", "Rule Motto", nation)
        number, place = table.rows[1].cells
        self.write.say(self.words["number"], "Number Line", number)
        self.write.say(self.words["place_and_date"], "Place Line", place)
        drop_first_paragraphs(table)

    def _title(self) -> None:
        self.write.say(self.words["kind"], "Report Kind")
        self.write.say("{{ title }}", "Report Title")
        self.write.say("", "Rule Title")

    def _receivers(self) -> None:
        self.write.tag("if receivers|length == 1")
        self.write.say(self.words["addressee"], "Addressee")
        self.write.tag("elif receivers")
        self.write.say(self.words["addressees"], "Addressees")
        self.write.each("receivers", "Addressee List")
        self.write.tag("endif")

    def _body(self) -> None:
        self.write.each("opening", "Body Text")
        self.write.tag("for part in parts")
        for level, tag in ((1, "if part.level == 1"), (2, "elif part.level == 2"), (3, "else")):
            self.write.tag(tag)
            self.write.say("{{ part.label }} {{ part.title }}", f"Heading {level}")
        self.write.tag("endif")
        self.write.each("part.lines", "Body Text")
        self.write.tag("endfor")
        self.write.tag("if closing")
        self.write.say(f"{{{{ closing }}}}{self.words['end']}", "Closing Words")
        self.write.tag("endif")

    def _signature(self) -> None:
        """A table, and the end of the section on a line one point high after it."""
        self.write.tag("if signing or recipients")
        table = bare_table(self.document, 1, SIGNATURE)
        recipients, signing = table.rows[0].cells
        self._recipients(recipients)
        self._signing(signing)
        drop_first_paragraphs(table)
        self.write.tag("endif")

    def _recipients(self, cell: Any) -> None:
        """A cell must hold a paragraph, also where there are no recipients."""
        self.write.tag("if recipients", cell)
        self.write.say(self.words["recipients"], "Recipients", cell)
        self.write.each("recipients", "Recipient List", cell)
        self.write.tag("else", cell)
        self.write.say("", "Recipient List", cell)
        self.write.tag("endif", cell)

    def _signing(self, cell: Any) -> None:
        self.write.tag("for line in signing", cell)
        self.write.tag("if loop.first", cell)
        self.write.say("{{ line }}", "Signing Office First", cell)
        self.write.tag("else", cell)
        self.write.say("{{ line }}", "Signing Office", cell)
        self.write.tag("endif", cell)
        self.write.tag("endfor", cell)
        self.write.say("{{ signer }}", "Signer", cell)


def _name(document: Any) -> None:
    """No author, no title: they belong to the report that is written from this."""
    properties = document.core_properties
    properties.author = properties.title = properties.comments = properties.keywords = ""
    properties.language = LANGUAGE


if __name__ == "__main__":
    Path(str(template_file())).write_bytes(build())
