"""Files as they come: DOCX of all kinds, and what cannot be read."""

import contextlib
import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.plan import (
    NotAPlan,
    PlanDamaged,
    PlanEmpty,
    PlanEncrypted,
    PlanNotRead,
    PlanOfOtherType,
    PlanTooLarge,
    read_members,
    read_plan,
)
from documents.plan.word_lines import lines_of_docx
from domain.programme import Unit

TEMPLATES = Path(__file__).parents[3] / "templates" / "messages"


def saved(document: object, path: Path) -> Path:
    document.save(str(path))
    return path


def numbered(document: object, texts: list[tuple[str, int]]) -> None:
    """Paragraphs numbered by Word: level 0 "I.", level 1 "1.", level 2 a bullet."""
    part = document.part.numbering_part.element
    forms = (("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "•"))
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(forms)
    )
    xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    part.insert(0, parse_xml(xml))
    num = f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    part.append(parse_xml(num))
    for text, level in texts:
        paragraph = document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        numbers = (
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        )
        properties.append(parse_xml(numbers))


def test_numbers_that_word_draws_are_read_as_if_typed(tmp_path: Path) -> None:
    document = docx.Document()
    numbered(
        document,
        [
            ("Kết quả năm 2022", 0),
            ("Công tác chỉ đạo", 1),
            ("Đã họp giao việc.", 2),
            ("Nhiệm vụ năm 2023", 0),
            ("Phòng Y tế", 1),
            ("Khám sức khỏe cho người cao tuổi.", 2),
            ("Tiêm chủng cho trẻ em.", 2),
            ("Công an xã", 1),
            ("Tuần tra ban đêm.", 2),
        ],
    )
    plan = read_plan(saved(document, tmp_path / "plan.docx"))
    assert [block.heading for block in plan.blocks] == ["1. Phòng Y tế", "2. Công an xã"]
    assert [len(block.tasks) for block in plan.blocks] == [2, 1]
    assert [heading.number for heading in plan.outline] == ["I", "II"]
    assert plan.blocks[0].tasks[0].line == 6


def test_tables_stand_where_they_stand(tmp_path: Path) -> None:
    document = docx.Document()
    head = document.add_table(2, 2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ MẪU"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 15/BC-UBND"
    head.cell(1, 1).text = "Mẫu, ngày 05 tháng 12 năm 2022"
    for text in ("BÁO CÁO", "Công việc năm 2022", "II. Nhiệm vụ năm 2023", "1. Phòng Y tế:"):
        document.add_paragraph(text)
    document.add_paragraph("Khám sức khỏe.")
    end = document.add_table(1, 2)
    end.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT, YT."
    end.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nNguyễn Văn Mẫu"
    plan = read_plan(saved(document, tmp_path / "plan.docx"))
    frame = plan.frame
    assert (frame.issuer, frame.number) == ("ỦY BAN NHÂN DÂN XÃ MẪU", "15/BC-UBND")
    assert (frame.place, frame.date) == ("Mẫu", "2022-12-05")
    assert frame.recipients == ("Như trên", "Lưu: VT, YT")
    assert frame.signature == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Mẫu")
    assert plan.drafting_unit == "Phòng Y tế"
    assert plan.unplaced == ()


def test_breaks_insertions_and_controls_lose_no_word(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("II. Nhiệm vụ năm 2023", "1. Phòng Y tế"):
        document.add_paragraph(text)
    paragraph = document.add_paragraph("- Khám sức khỏe")
    paragraph.add_run().add_break(docx.enum.text.WD_BREAK.PAGE)
    paragraph._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")}><w:r><w:t xml:space="preserve"> định kỳ</w:t></w:r></w:ins>'
        )
    )
    paragraph._p.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText> bỏ</w:delText></w:r></w:del>")
    )
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>- Tiêm chủng.</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    document.element.body.insert(3, control)
    plan = read_plan(saved(document, tmp_path / "plan.docx"))
    assert [task.text for task in plan.tasks()] == ["Khám sức khỏe định kỳ", "Tiêm chủng."]


def test_a_file_of_another_type_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "pdf.txt").write_bytes(b"%PDF-1.7 abc")
    (tmp_path / "old.docx").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"WordDocument")
    for name in ("plan.pdf", "pdf.txt", "old.docx"):
        with pytest.raises(PlanOfOtherType):
            read_plan(tmp_path / name)


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    marked = bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "locked.docx").write_bytes(marked)
    with pytest.raises(PlanEncrypted):
        read_plan(tmp_path / "locked.docx")


@pytest.mark.parametrize("content", [b"", b"\n \r\n", "\ufeff".encode(), b"---\n***\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.md").write_bytes(content)
    with pytest.raises(PlanEmpty):
        read_plan(tmp_path / "plan.md")


def test_an_empty_docx_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanEmpty):
        read_plan(saved(docx.Document(), tmp_path / "plan.docx"))


def test_a_shopping_list_is_no_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("1. Gạo\n2. Muối\n- dầu ăn\n", "utf-8")
    with pytest.raises(NotAPlan):
        read_plan(tmp_path / "plan.txt")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.md", tmp_path):
        with pytest.raises(PlanNotRead):
            read_plan(path)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("I. Kết quả\n" * 10, "utf-8")
    with pytest.raises(PlanTooLarge) as refused:
        read_plan(tmp_path / "plan.md", limit=50)
    assert refused.value.data["limit_mb"] == 1


def docx_with(part: bytes) -> bytes:
    source = io.BytesIO()
    docx.Document().save(source)
    out = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            whole = old.read(entry)
            new.writestr(entry.filename, part if entry.filename == "word/document.xml" else whole)
    return out.getvalue()


def test_a_bomb_and_entities_do_no_harm() -> None:
    with pytest.raises(PlanTooLarge):
        lines_of_docx(docx_with(b" " * (40 * 1024 * 1024)), "bomb.docx")
    entities = (
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaa"><!ENTITY b SYSTEM "file:///x">]>'
    )
    with pytest.raises(PlanDamaged):
        lines_of_docx(docx_with(entities + b"<d>&a;&b;</d>"), "entities.docx")


@settings(max_examples=25)
@given(st.binary(max_size=400))
def test_rubbish_in_a_docx_is_damage(rubbish: bytes) -> None:
    for data in (rubbish, docx_with(rubbish)):
        with pytest.raises(PlanNotRead):
            lines_of_docx(data, "rubbish.docx")


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=255))
def test_a_broken_docx_never_crashes(position: int, byte: int) -> None:
    whole = bytearray(SMALL)
    whole[position % len(whole)] = byte
    with contextlib.suppress(PlanNotRead):
        lines_of_docx(bytes(whole), "broken.docx")


def _small() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("I. Kết quả")
    document.save(out)
    return out.getvalue()


SMALL = _small()


def test_text_that_is_not_unicode_is_damage(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_bytes("Kế hoạch".encode("cp1258", "replace") + b"\xff\xfe")
    with pytest.raises(PlanDamaged):
        read_plan(tmp_path / "plan.txt")


def test_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    text = "II. Nhiệm vụ năm 2023\n1. Phòng Y tế\n- Khám sức khỏe.\n"
    (tmp_path / "plan.txt").write_bytes(text.encode("utf-16"))
    assert len(read_plan(tmp_path / "plan.txt").blocks) == 1


def test_every_refusal_has_its_words() -> None:
    kinds = [PlanNotRead, *PlanNotRead.__subclasses__()]
    assert all((TEMPLATES / kind.template).exists() for kind in kinds)


@pytest.mark.parametrize(
    "content",
    [
        "name,type\nxã Cổ Đạm,xã\nthị trấn Xuân An,thị trấn\nxã Cổ Đạm,xã\n",
        "\ufeffcode;name\r\n1;xã Cổ Đạm\r\n2;thị trấn Xuân An\r\n",
        'name\n"xã Cổ Đạm"\n\n"thị trấn Xuân An"\n',
        "xã Cổ Đạm\n\n- thị trấn Xuân An\n",
    ],
)
def test_members_are_read_from_a_table_or_a_list(tmp_path: Path, content: str) -> None:
    (tmp_path / "members.csv").write_text(content, "utf-8")
    assert read_members(tmp_path / "members.csv") == (
        Unit("xa-co-dam", "xã Cổ Đạm"),
        Unit("thi-tran-xuan-an", "thị trấn Xuân An"),
    )


def test_members_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes(b"name\n\xff\xfe\xff")
    for name in ("bad.csv", "none.csv"):
        with pytest.raises(PlanNotRead):
            read_members(tmp_path / name)


def test_a_text_of_millions_of_letters_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("I. Kết quả\n" * 300_000, "utf-8")
    with pytest.raises(PlanTooLarge):
        read_plan(tmp_path / "plan.txt")
