import itertools
import os
import subprocess
import sys
import unicodedata
from dataclasses import fields, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from documents.report import ReportTemplateFaulty, view, write_docx
from documents.report.wording import clean
from domain.compiling import compile_report
from domain.programme import AnnexKind, Frame
from domain.report import CompiledReport
from domain.submission import Evidence
from tests.documents.report.own_templates import with_content
from tests.documents.report.reading import SLOTS, opened, paragraphs, seen, texts, under
from tests.report_sample import FRAME, PERIOD, PROGRAMME, SENT, entry, paper, papers


def compiled(frame: Frame = FRAME) -> CompiledReport:
    return compile_report(replace(PROGRAMME, frame=frame), PERIOD, papers())


def written(**frame: object) -> Any:
    return opened(write_docx(view(compiled(replace(FRAME, **frame)))))


def evidenced() -> CompiledReport:
    """With a photo and a paper beside the first task, so that there is something in each annex."""
    first, *others = papers()
    files = (file("anh.jpg", "image/jpeg"), file("ke-hoach.pdf", "application/pdf"))
    return compile_report(PROGRAMME, PERIOD, [replace(first, evidence=files), *others])


def file(name: str, mime: str) -> Evidence:
    digest = sha256(name.encode()).hexdigest()
    return Evidence(digest, name, mime, 9, "1.1", f"Chụp {name}", "p-0001", SENT)


def photo(across: int, down: int) -> bytes:
    made = BytesIO()
    Image.new("RGB", (across, down), "teal").save(made, "JPEG")
    return made.getvalue()


def with_photo(content: bytes) -> Any:
    digest = file("anh.jpg", "image/jpeg").sha256
    return opened(write_docx(view(evidenced()), photos={digest: content}))


def saying(text: str) -> Any:
    report = compile_report(PROGRAMME, PERIOD, [paper("phong-kinh-te", entry("IV", text))])
    return opened(write_docx(view(report)))


@pytest.fixture(scope="module")
def document() -> Any:
    return opened(write_docx(view(compiled())))


def test_the_page_is_a4_with_the_margins_of_the_decree(document: Any) -> None:
    section = document.sections[0]
    assert (section.page_width.twips, section.page_height.twips) == (11906, 16838)
    margins = (section.top_margin, section.bottom_margin, section.left_margin)
    assert [round(each.mm) for each in margins] == [20, 20, 30]
    assert round(section.right_margin.mm) == 15


def test_the_page_number_stands_in_the_top_margin_from_page_two(document: Any) -> None:
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert round(section.header_distance.mm) == 10
    (number,) = section.header.paragraphs
    assert " PAGE " in number._p.xml
    assert number.style.font.size.pt == 13
    assert number.style.paragraph_format.alignment.name == "CENTER"
    assert [each.text for each in section.first_page_header.paragraphs] == [""]


def test_every_style_names_the_typeface_in_all_four_slots(document: Any) -> None:
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        assert {fonts.get(qn(slot)) for slot in SLOTS} == {"Times New Roman"}
        assert not [name for name in fonts.attrib if "heme" in name]


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic", "align"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True, False, "center"),
        ("Độc lập - Tự do - Hạnh phúc", 14, True, False, "center"),
        ("HUYỆN NGHI XUÂN", 13, True, False, "center"),
        ("Số:        /BC-UBND", 13, False, False, "center"),
        ("Nghi Xuân, ngày      tháng 12 năm 2022", 14, False, True, "center"),
        ("BÁO CÁO", 14, True, False, "center"),
        ("Kết quả thực hiện nhiệm vụ ứng dụng", 14, True, False, "center"),
        ("Kính gửi: Sở Khoa học và Công nghệ tỉnh Hà Tĩnh.", 14, False, False, "center"),
        ("I. Kết quả đạt được trong năm 2022", 14, True, False, "justify"),
        ("1. Công tác chỉ đạo, điều hành", 14, True, False, "justify"),
        ("a) Phòng Kinh tế và Hạ tầng", 14, False, False, "justify"),
        ("- Tổ chức 02 cuộc họp giao ban", 14, False, False, "justify"),
        ("Nơi nhận:", 12, True, True, "left"),
        ("- Lưu: VT, KT&HT.", 11, False, False, "left"),
        ("TM. ỦY BAN NHÂN DÂN", 14, True, False, "center"),
        ("Nguyễn Văn Thử", 14, True, False, "center"),
        ("Phụ lục I", 14, True, False, "center"),
        ("TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", 14, True, False, "center"),
    ],
)
def test_each_part_has_the_size_and_face_of_the_decree(
    document: Any, text: str, size: float, bold: bool, italic: bool, align: str
) -> None:
    found = seen(document, text)
    assert (found.size, found.bold, found.italic, found.align) == (size, bold, italic, align)


def test_sections_are_printed_in_capitals_and_kept_in_their_own_letters(document: Any) -> None:
    assert document.styles["Heading 1"].font.all_caps
    assert "I. Kết quả đạt được trong năm 2022" in texts(document)


def test_the_body_is_justified_with_an_indent_of_one_centimetre_and_six_points(
    document: Any,
) -> None:
    layout = document.styles["Body Text"].paragraph_format
    assert round(layout.first_line_indent.cm, 2) == 1.0
    assert (layout.space_before.pt, layout.line_spacing) == (6, 1.0)


def test_the_letterhead_is_a_table_without_borders_of_6_5_and_10_centimetres(
    document: Any,
) -> None:
    table = document.tables[0]
    assert [round(cell.width.cm, 1) for cell in table.rows[0].cells] == [6.5, 10.0]
    assert table.style.name == "Normal Table"
    assert table._tbl.tblPr.find(qn("w:tblBorders")) is None


@pytest.mark.parametrize(
    ("style", "room", "shortest", "longest"),
    [
        # The last lines: the motto is 6.02 cm wide, "HUYỆN NGHI XUÂN" 4.56, "năm 2022" 1.97.
        ("Rule Motto", 10.0, 5.92, 6.12),
        ("Rule Agency", 6.5, 4.56 / 3, 4.56 / 2),
        ("Rule Title", 16.5, 1.97 / 3, 1.97 / 2),
    ],
)
def test_rules_have_computed_lengths(
    document: Any, style: str, room: float, shortest: float, longest: float
) -> None:
    rule = under(document, style)
    assert rule.left_indent == rule.right_indent
    assert shortest <= room - 2 * rule.left_indent.cm <= longest
    assert document.styles[style].element.pPr.find(qn("w:pBdr")) is not None


def test_a_long_name_of_an_agency_leaves_no_word_alone() -> None:
    document = written(issuer="Sở Khoa học và Công nghệ tỉnh Hà Tĩnh")
    agency = under(document, "Letterhead Agency")
    assert agency.left_indent == agency.right_indent
    # "SỞ KHOA HỌC VÀ CÔNG NGHỆ" is 7.02 cm wide, its halves 3.57 and 3.75 each.
    assert 3.7 < 6.5 - 2 * agency.left_indent.cm < 4.2


def test_a_long_place_goes_down_to_13_points_rather_than_on_a_second_line() -> None:
    long = seen(written(place="Thành phố Hồ Chí Minh và vùng phụ cận"), "Thành phố Hồ Chí Minh")
    assert long.size == 13


def test_several_receivers_are_listed_below_and_none_leave_no_line() -> None:
    listed = texts(written(receiver="Sở Khoa học và Công nghệ; Văn phòng UBND tỉnh"))
    at = listed.index("Kính gửi:")
    assert listed[at + 1 : at + 3] == ["- Sở Khoa học và Công nghệ;", "- Văn phòng UBND tỉnh."]
    assert not [text for text in texts(written(receiver=None)) if text.startswith("Kính gửi")]


def test_sent_upward_without_recipients_the_usual_ones_are_named() -> None:
    listed = texts(written(recipients=()))
    at = listed.index("Nơi nhận:")
    assert listed[at + 1 : at + 3] == ["- Như trên;", "- Lưu: VT."]


def test_what_is_written_in_decomposed_letters_is_composed_everywhere() -> None:
    plain = replace(FRAME, place=None, legal_bases=("Căn cứ Luật Trí tuệ nhân tạo;",))
    apart = {
        each.name: _decomposed(getattr(plain, each.name)) for each in fields(plain)
    }  # fmt: skip
    content = write_docx(view(compiled(Frame(**apart))))
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                text = archive.read(name).decode("utf-8")
                assert unicodedata.is_normalized("NFC", text), name
    assert texts(opened(content)) == texts(opened(write_docx(view(compiled(plain)))))


def _decomposed(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(map(_decomposed, value))
    return unicodedata.normalize("NFD", value) if isinstance(value, str) else value


@pytest.mark.parametrize(
    "closing", ["Trân trọng báo cáo./", "Trân trọng báo cáo./.", "Trân trọng báo cáo."]
)
def test_the_body_ends_with_the_sign_of_the_end(closing: str) -> None:
    assert "Trân trọng báo cáo./." in texts(written(closing=closing))


def test_a_plan_without_closing_words_gets_ours() -> None:
    (end,) = [text for text in texts(written(closing=None)) if text.endswith("./.")]
    assert end.startswith("Trên đây là báo cáo kết quả thực hiện nhiệm vụ")


def test_the_signature_cannot_part_from_the_last_words(document: Any) -> None:
    closing = next(p for p in paragraphs(document) if p.text.endswith("./."))
    assert closing.style.paragraph_format.keep_with_next
    row = document.tables[1].rows[0]
    assert row._tr.trPr.find(qn("w:cantSplit")) is not None
    assert "Nơi nhận:" in row.cells[0].text and "TM. ỦY BAN" in row.cells[1].text


def test_a_paper_without_recipients_and_signature_is_still_a_document() -> None:
    bare = written(recipients=(), signature=(), issuer=None, receiver=None, opening=None)
    assert "Nơi nhận:" not in texts(bare)
    assert "Số:        /BC" in texts(bare)


def test_the_annex_is_landscape_and_numbers_its_own_pages(document: Any) -> None:
    annex = document.sections[1]
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert annex.page_width > annex.page_height
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_the_annex_repeats_its_title_row_and_has_a_row_a_task(document: Any) -> None:
    table = document.tables[2]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [row.cells[0].text for row in table.rows] == ["TT", "1", "2", "3", "4", "5", "6"]
    assert table.rows[2].cells[6].text == (
        "Đang thực hiện, trong hạn (đạt 60%; dự kiến hoàn thành ngày 31/5/2023)"
    )


@pytest.mark.parametrize(
    ("pixels", "millimetres"),
    [((1600, 1200), (120, 90)), ((1600, 400), (160, 40)), ((600, 1600), (33.75, 90)),
     ((96, 48), (25.4, 12.7))],
)  # fmt: skip
def test_a_photo_is_scaled_in_its_proportions_and_not_blown_up(
    pixels: tuple[int, int], millimetres: tuple[float, float]
) -> None:
    (shape,) = with_photo(photo(*pixels)).inline_shapes
    assert (shape.width.mm, shape.height.mm) == pytest.approx(millimetres, abs=0.1)


def test_a_photo_stands_above_its_caption_and_other_files_in_a_line() -> None:
    lines = list(paragraphs(with_photo(photo(1600, 1200))))
    at = next(n for n, each in enumerate(lines) if each.text.startswith("Nhiệm vụ 1.1"))
    picture, caption, paper = lines[at + 1 : at + 4]
    assert picture._p.xpath(".//w:drawing") and picture.paragraph_format.keep_with_next is None
    assert picture.style.paragraph_format.keep_with_next
    assert caption.text == "Ảnh 1. Chụp anh.jpg (Phòng Kinh tế và Hạ tầng, ngày 28/11/2022)"
    assert picture._p.xpath(".//wp:docPr/@descr") == [caption.text]
    assert paper.text.startswith("Tài liệu 2. Chụp ke-hoach.pdf (")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"])
def test_a_photo_that_is_no_picture_is_a_line(content: bytes) -> None:
    document = with_photo(content)
    assert not document.inline_shapes
    assert [text for text in texts(document) if text.startswith("Ảnh 1. Chụp anh.jpg")]


def test_pictures_have_numbers_of_their_own() -> None:
    first, *others = papers()
    names = [f"anh-{n}.jpg" for n in range(5)]
    given = replace(first, evidence=tuple(file(name, "image/jpeg") for name in names))
    digests = [each.sha256 for each in given.evidence]
    seen = view(compile_report(PROGRAMME, PERIOD, [given, *others]))
    content = write_docx(seen, photos=dict.fromkeys(digests, photo(40, 30)))
    ids = [each.get("id") for each in opened(content).element.body.iter(qn("wp:docPr"))]
    assert len(ids) == len(set(ids)) == 5


def test_a_template_shows_a_picture_and_reaches_nothing_behind_it(tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(with_content("{{ annex_evidence.groups[0].items[0].photo.tpl }}"))
    with pytest.raises(ReportTemplateFaulty):
        write_docx(view(evidenced()), own, {file("anh.jpg", "").sha256: photo(4, 3)})


def test_units_that_have_not_sent_are_named(document: Any) -> None:
    assert "Đơn vị chưa gửi báo cáo: UBND xã Xuân Lam." in texts(document)


def test_of_an_annex_that_the_report_does_not_have_no_section_is_left() -> None:
    for kept in itertools.product([True, False], repeat=4):
        names = [kind for kind, keep in zip(AnnexKind, kept, strict=True) if keep]
        report = replace(evidenced(), annexes=tuple(names))
        document = opened(write_docx(view(report)))
        lying = [kind in (AnnexKind.TASKS, AnnexKind.INDICATORS) for kind in names]
        turned = [section.page_width > section.page_height for section in document.sections]
        assert turned == [False, *lying]
        numbers = [text for text in texts(document) if text.startswith("Phụ lục")]
        assert numbers == ["Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV"][
            : len(names)
        ] or numbers == ["Phụ lục"]


@pytest.mark.parametrize(
    "text",
    [
        "A & B <c> \"d\" 'e'",
        "{{ 7*7 }} {% for x in y %} {# z #}",
        "<w:r><w:t>x</w:t></w:r>",
        "=1+1",
        "Tỷ lệ 50%}",
    ],
)
def test_what_an_officer_typed_stands_there_letter_by_letter(text: str) -> None:
    assert text in texts(saying(text))


def test_what_paper_cannot_hold_is_removed() -> None:
    assert "Trạm xá" in texts(saying("Tr\x00a\u0323m\x08 xa\u0301\ufffe\ud800"))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_docx(view(compiled())) == write_docx(view(compiled()))
    with ZipFile(BytesIO(write_docx(view(compiled())))) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}


DIGEST = """
from hashlib import sha256
from documents.report import ReportTemplateFaulty, view, write_docx
from tests.documents.report.test_word import evidenced, file, photo
photos = {file("anh.jpg", "").sha256: photo(40, 30)}
print(sha256(write_docx(view(evidenced()), photos=photos)).hexdigest())
"""


def test_another_process_in_another_time_zone_gives_the_same_bytes() -> None:
    digests = set()
    for seed, zone in (("1", "Asia/Ho_Chi_Minh"), ("2", "America/New_York")):
        around = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        made = subprocess.run(
            [sys.executable, "-c", DIGEST], env=around, capture_output=True, check=True, timeout=60
        )
        digests.add(made.stdout)
    assert len(digests) == 1


@settings(max_examples=25)
@given(
    st.text(st.one_of(st.characters(), st.sampled_from("{}%#_<>&'\"")), min_size=1, max_size=30)
)
def test_any_words_make_a_readable_document(text: str) -> None:
    report = compile_report(PROGRAMME, PERIOD, [paper("phong-kinh-te", entry("IV", text))])
    document = opened(write_docx(view(report)))
    (proposals,) = [section for section in report.sections if section.number == "IV"]
    for paragraph in proposals.paragraphs:
        words = str(clean(paragraph.text)).strip()
        assert any(words in each for each in texts(document))
