"""A report through the built-in template as an office gives it back: changed in Word, saved by
other programs."""

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from documents.report import Level, check_apart, write_docx
from documents.report.own_template import fill_apart
from documents.report.template import build
from documents.report.view import view
from domain.compiling import compile_report
from domain.report import CompiledReport
from tests.documents.report.own_templates import built_in, saved, with_content
from tests.documents.report.reading import opened, paragraphs, texts
from tests.report_sample import PERIOD, PROGRAMME, entry, paper, papers


def report() -> CompiledReport:
    return compile_report(PROGRAMME, PERIOD, papers())


def without_annex() -> CompiledReport:
    return compile_report(PROGRAMME, PERIOD, [paper("phong-kinh-te", entry("IV", "Không."))])


def logo() -> BytesIO:
    kept = BytesIO()
    Image.new("RGB", (40, 40), (200, 30, 30)).save(kept, "PNG")
    kept.seek(0)
    return kept


def redone(document: Any) -> None:
    """Other words, a logo, the closing words before the outline, a footer, no landscape annex."""
    for paragraph in document.paragraphs:
        if paragraph.text == "{{ kind }}":
            paragraph.runs[0].text = "BÁO CÁO TỔNG HỢP"
        if "{{ closing }}" in paragraph.text:
            closing = paragraph
    first = next(p for p in document.paragraphs if p.text == "{%p for part in parts %}")
    first._p.addprevious(closing._p)
    document.tables[0].cell(0, 0).paragraphs[0].insert_paragraph_before().add_run().add_picture(
        logo(), width=Mm(15)
    )
    document.sections[0].footer.paragraphs[0].add_run("Báo cáo của {{ issuer }}")
    for paragraph in document.paragraphs:
        in_pieces(paragraph)


def in_pieces(paragraph: Any) -> None:
    """As Word leaves a line that was typed at twice: the runs end anywhere, tags included."""
    if len(paragraph.runs) == 1 and "{" in paragraph.text:
        run, text = paragraph.runs[0], paragraph.text
        run.text = text[:1]
        for at in range(1, len(text), 4):
            paragraph.add_run(text[at : at + 4])


def test_a_template_changed_in_word_is_used_as_it_was_changed() -> None:
    own = built_in(redone)
    assert [found for found in check_apart(own) if found.level is Level.FAULT] == []
    document = opened(fill_apart(own, view(report())))
    said = texts(document)
    assert "BÁO CÁO TỔNG HỢP" in said
    assert said.index("I. Kết quả đạt được trong năm 2022") > said.index(
        next(text for text in said if text.endswith("./."))
    )
    assert len(document.inline_shapes) == 1
    assert document.sections[0].footer.paragraphs[0].text == "Báo cáo của UBND huyện Nghi Xuân"
    assert sorted(set(texts(opened(write_docx(view(report()))))) - set(said)) == ["BÁO CÁO"]


def test_no_tag_is_left_in_the_report() -> None:
    document = opened(fill_apart(built_in(redone), view(report())))
    assert [text for text in texts(document) if "{{" in text or "{%" in text] == []


@pytest.mark.needs("soffice", "libreoffice-writer-nogui")
def test_a_template_saved_by_libreoffice_gives_the_same_words(tmp_path: Path) -> None:
    own = resaved(built_in(redone), tmp_path)
    assert [found.words for found in check_apart(own) if found.level is Level.FAULT] == []
    again = words(opened(fill_apart(own, view(report()))))
    assert again == words(opened(fill_apart(built_in(redone), view(report()))))


def words(document: Any) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(document) if paragraph.text.strip()]


def resaved(content: bytes, folder: Path) -> bytes:
    (folder / "in").mkdir()
    (folder / "in" / "mau.docx").write_bytes(content)
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder),
            str(folder / "in" / "mau.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return (folder / "mau.docx").read_bytes()


def test_the_signature_stays_where_an_office_has_no_annex() -> None:
    """The last table of the template is then not the annex's."""

    def change(document: Any) -> None:
        for table in (table._tbl for table in document.tables):
            if "row." in "".join(table.itertext()):
                table.getparent().remove(table)

    own, full = built_in(change), view(report())
    assert full.annex_tasks is not None
    noted = replace(full, annex_tasks=replace(full.annex_tasks, rows=()))
    for seen in (full, noted, view(without_annex())):
        document = opened(fill_apart(own, seen))
        assert ["Nơi nhận:" in table.cell(0, 0).text for table in document.tables].count(True) == 1


def test_a_template_of_one_section_keeps_it_where_there_is_no_annex() -> None:
    document = opened(fill_apart(with_content("{{ title }}"), view(without_annex())))
    assert len(document.sections) == 1
    assert report().title in texts(document)


def test_a_table_without_widths_and_a_page_without_measures_are_no_fault() -> None:
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "{{ title }}"
    for width in list(table._tbl.iter(qn("w:tcW"))):
        width.getparent().remove(width)
    for measure in ("w:pgSz", "w:pgMar"):
        section = document.element.body.sectPr
        section.remove(section.find(qn(measure)))
    for text in ("{%p for part in parts %}", "{{ part.lines | join(' ') }}", "{%p endfor %}"):
        document.add_paragraph(text)
    assert fill_apart(saved(document), view(report()))


def test_a_province_is_written_within_what_a_template_may_take() -> None:
    seen = view(report())
    parts = tuple(
        replace(part, lines=tuple(f"{line} ({n})" for n in range(60) for line in part.lines))
        for part in seen.parts
    )
    assert seen.annex_tasks is not None
    annex = replace(seen.annex_tasks, rows=seen.annex_tasks.rows * 150)
    many = replace(seen, parts=parts, annex_tasks=annex)
    document = opened(fill_apart(build(), many))
    assert 901 in [len(table.rows) for table in document.tables]
