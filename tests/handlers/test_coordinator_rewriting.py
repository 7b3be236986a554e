"""One heading's text in the coordinator's words, and what a proofreader found."""
# ruff: noqa: E501  (what is said stays whole)

import json
from dataclasses import replace

import pytest

from domain import effects as do
from domain.conversation import Chose, ReportReady, Said
from domain.facts import ReportState
from domain.findings import Finding, Flaw, PlacedFinding, Region
from domain.report_text import HeadingText
from domain.rewriting import Rewriting
from tests.handlers.builders_coordinator import HANH, LEADER, NOW, PERIOD, Office, compiled

KEY = PERIOD.key
OWN = ("- Phòng Y tế: Thiếu cán bộ.", "- Phòng Nội vụ: Thiếu cán bộ kỹ thuật.", "- Thiếu máy.")
III = HeadingText(
    "III",
    "III. Khó khăn, vướng mắc",
    OWN,
    near=((0, 1),),
    units=(("Phòng Y tế",), ("phòng Nội vụ",), ()),
    texts=("Thiếu cán bộ.", "Thiếu cán bộ kỹ thuật.", "Thiếu máy."),
)
BLOCK = HeadingText("I.3/Các xã | thị trấn", "b) Các xã | thị trấn", ("Đã xong.",))
OLD = Rewriting("III", ("Thiếu cán bộ, máy.",), OWN[:2], HANH.code, NOW, "m1")


def office(*headings: HeadingText, **more: object) -> Office:
    known = {heading.place: heading for heading in headings or (III, BLOCK)}
    return Office(reports=[compiled()], headings=known, **more)


def test_the_headings_are_listed_by_number_and_title() -> None:
    listed = office().says("biên tập")
    assert listed.labels()[:2] == ["III Khó khăn, vướng mắc", "I.3 Các xã | thị trấn"]
    assert listed.presses("III Khó khăn, vướng mắc").session.step == "coordinator.rewrite"


def test_a_long_list_is_paged() -> None:
    many = [HeadingText(f"II.{n}", f"{n}. Phòng {n}", ()) for n in range(1, 20)]
    listed = office(*many).says("biên tập")
    assert "trang 1/3" in listed.text
    listed.presses("Trang sau").presses("Trang sau")
    assert listed.labels() == [
        "II.17 Phòng 17",
        "II.18 Phòng 18",
        "II.19 Phòng 19",
        "Trang trước",
        "Hủy",
    ]
    assert listed.presses("Trang trước").labels()[0] == "II.9 Phòng 9"


@pytest.mark.parametrize(
    "typed",
    ["biên tập mục III", "bien tap muc 3", "biên tập mục khó khăn, vướng mắc", "biên tập III"],
)
def test_a_heading_may_be_named_at_once(typed: str) -> None:
    asked = office().says(typed)
    assert asked.session.data["place"] == "III"
    for line in OWN:
        assert line in asked.text


def test_a_title_with_the_mark_of_a_button_in_it_is_found() -> None:
    asked = office().says("biên tập").presses("I.3 Các xã | thị trấn")
    assert asked.session.data["place"] == BLOCK.place


def test_of_a_very_long_heading_the_chat_shows_the_beginning() -> None:
    long = replace(III, own=tuple(f"- Đoạn {n}." for n in range(1, 501)), near=())
    asked = office(long).says("biên tập mục III")
    assert "- Đoạn 40.\n(còn 460 đoạn, xem trong văn bản)" in asked.text
    asked.says("Mới.").says("xong").presses("Lưu")
    (saved,) = asked.did()
    assert isinstance(saved, do.RewriteHeading)
    assert saved.basis == long.own


def test_several_messages_make_one_text_that_is_seen_before_it_is_saved() -> None:
    writing = office().says("biên tập mục III")
    writing.meets(Said("Thiếu cán bộ kỹ thuật.\n\n•  Thiếu máy.", "m7"))
    assert "Đã ghi 2 đoạn" in writing.text
    writing.meets(Said("+ ở các xã", "m8")).presses("Xong")
    assert "Nội dung cũ:\n- Phòng Y tế: Thiếu cán bộ." in writing.text
    assert "Nội dung mới:\nThiếu cán bộ kỹ thuật.\n- Thiếu máy.\n+ ở các xã" in writing.text
    assert writing.applied == []
    writing.presses("Lưu")
    lines = ("Thiếu cán bộ kỹ thuật.", "- Thiếu máy.", "+ ở các xã")
    assert writing.did() == [do.RewriteHeading(KEY, "III", lines, OWN, "m8")]
    assert writing.labels()[0] == "Tổng hợp lại"
    json.dumps(dict(writing.session.data))


def test_it_may_be_written_anew_or_given_up() -> None:
    writing = office().says("biên tập mục III").says("Thiếu máy.").says("xong")
    writing.presses("Sửa lại").says("Thiếu cán bộ.").says("xong")
    assert "Nội dung mới:\nThiếu cán bộ." in writing.text
    writing.presses("Hủy")
    assert writing.applied == []
    assert writing.session.step == "idle"


def test_what_is_surely_wrong_is_said_before_it_is_saved() -> None:
    writing = office().says("biên tập mục III").says("Đề nghị bổ xung kinh phí.").says("xong")
    assert "Soát lỗi: “bổ xung” nên là “bổ sung”." in writing.text
    writing.presses("Lưu")
    assert isinstance(writing.did()[0], do.RewriteHeading)


def test_xong_alone_is_no_text() -> None:
    writing = office().says("biên tập mục III").says("  \n ")
    assert writing.session.step == "coordinator.rewrite"
    assert writing.session.data["lines"] == []


def test_near_equal_sentences_are_a_starting_point() -> None:
    writing = office().says("biên tập mục III").presses("Gộp 2 câu gần giống nhau")
    assert "Câu 2: Phòng Nội vụ: Thiếu cán bộ kỹ thuật." in writing.text
    writing.presses("Giữ câu 2").presses("Lưu")
    (saved,) = writing.did()
    assert isinstance(saved, do.RewriteHeading)
    assert saved.lines == ("- Phòng Y tế, phòng Nội vụ: Thiếu cán bộ kỹ thuật.", "- Thiếu máy.")


def rewritten(**more: object) -> Office:
    return office(replace(III, rewriting=OLD, editor="Trần Thị Hạnh", **more))


def test_what_was_rewritten_is_shown_with_the_units_words() -> None:
    asked = rewritten().says("biên tập mục III")
    assert "Bản biên tập của đồng chí Trần Thị Hạnh" in asked.text
    assert "Lời của các đơn vị:\n- Phòng Y tế: Thiếu cán bộ." in asked.text
    assert asked.labels() == ["Bỏ bản biên tập", "Hủy"]


def test_dropping_can_be_undone() -> None:
    dropped = rewritten().says("biên tập mục III").presses("Bỏ bản biên tập")
    assert dropped.did() == [do.DropRewriting(KEY, "III")]
    dropped.presses("Khôi phục bản biên tập")
    assert dropped.did() == [do.RewriteHeading(KEY, "III", OLD.lines, OLD.basis, "m1")]
    again = dropped.meets(Chose(f"restore_rewriting|{KEY}||III"))
    assert again.applied == []
    assert "đang được giữ" in again.text


def test_what_is_not_there_is_not_dropped() -> None:
    asked = office().meets(Chose(f"drop_rewriting|{KEY}||III"))
    assert asked.applied == []
    assert "không có bản biên tập" in asked.text


def test_a_button_of_a_heading_that_is_gone_leads_on() -> None:
    gone = office().meets(Chose(f"rewriting|{KEY}||I.3/Phòng cũ"))
    assert "không tìm thấy “I.3/Phòng cũ”" in gone.text
    assert gone.labels() == ["Tình hình", "Giúp"]


def test_a_stale_heading_is_told_with_the_report_and_its_difference_shown() -> None:
    stale = compiled(rewritten=(III.title,), stale=(("III", III.title),), findings=3)
    told = rewritten()
    told.reports = [stale]
    told.meets(ReportReady(1))
    assert "đã thay đổi: III. Khó khăn, vướng mắc" in told.text
    assert "Có 3 chỗ cần xem lại" in told.text
    told.presses("Xem khác biệt: III. Khó khăn, vướng mắc")
    assert "Nội dung mới:\n- Thiếu máy." in told.text
    assert told.labels() == ["Giữ", "Biên tập lại", "Bỏ bản biên tập"]
    told.presses("Giữ")
    assert told.did() == [do.RewriteHeading(KEY, "III", OLD.lines, OWN, "m1")]
    told.meets(Chose(f"rewriting_difference|{KEY}||III"))
    assert "không khác khi biên tập" in told.text


@pytest.mark.parametrize(
    "order", ["rewriting", "drop_rewriting", "keep_rewriting", "merge|", "restore_rewriting"]
)
def test_an_issued_report_is_not_rewritten(order: str) -> None:
    issued = rewritten()
    issued.reports = [compiled(state=ReportState.ISSUED, number="05/BC-UBND")]
    word, _, rest = order.partition("|")
    issued.meets(Chose(f"{word}|{KEY}||{'0|' if rest or word == 'merge' else ''}III"))
    assert issued.applied == []
    assert "Chưa thể biên tập: bản 1 của báo cáo đã phát hành, số 05/BC-UBND" in issued.text


def test_a_report_that_was_issued_meanwhile_is_not_saved_into() -> None:
    writing = office().says("biên tập mục III").says("Thiếu máy.").says("xong")
    writing.reports = [compiled(state=ReportState.ISSUED, number="05/BC-UBND")]
    writing.presses("Lưu")
    assert writing.applied == []
    assert "đã phát hành" in writing.text


def test_nothing_compiled_is_nothing_to_rewrite() -> None:
    for order in ("biên tập", "soát lỗi"):
        assert "chưa có báo cáo tổng hợp" in Office().says(order).text


def test_only_a_coordinator_rewrites_and_a_leader_may_read_the_findings() -> None:
    leader = office(III, person=LEADER).says("biên tập mục III")
    assert leader.applied == []
    assert "không thuộc phần việc" in leader.text
    assert "không có chỗ nào cần xem lại" in leader.says("soát lỗi").text


# What a proofreader found.


def placed(kind: Flaw, found: str, suggestion: str = "", **more: object) -> PlacedFinding:
    values = {
        "region": Region.SECTION,
        "heading": "III",
        "label": III.title,
        "line": 2,
        "units": (),
    }
    return PlacedFinding(
        **{**values, **more}, finding=Finding(kind, 0, len(found), found, suggestion)
    )


def test_findings_say_where_what_and_what_instead() -> None:
    findings = (
        placed(Flaw.SLIP, "bổ xung", "bổ sung", units=("phong-y-te", "xa-co-dam", "xa-xuan-lam")),
        placed(Flaw.BAD_DATE, "ngày 31/02", region=Region.CLOSING, heading="", label="", line=1),
    )
    read = office(findings=findings).says("soát lỗi")
    assert (
        "• III Khó khăn, vướng mắc, đoạn 2 [Phòng Y tế; Xã Cổ Đạm; và 1 đơn vị khác]: “bổ xung” → “bổ sung” (chính tả)"
        in read.text
    )
    assert "• Phần kết: “ngày 31/02” (ngày không có thật)" in read.text


def test_findings_come_a_page_at_a_time() -> None:
    findings = tuple(placed(Flaw.SLIP, f"sai {n}", f"đúng {n}") for n in range(20))
    read = office(findings=findings).says("soát lỗi")
    assert "20 chỗ cần xem lại (trang 1/3)" in read.text
    assert read.labels() == ["Trang sau", "Biên tập", "Tình hình"]
    read.presses("Trang sau").presses("Trang sau")
    assert read.text.count("•") == 4
    assert read.labels()[0] == "Trang trước"


@pytest.mark.parametrize("kind", list(Flaw))
@pytest.mark.parametrize("region", list(Region))
def test_every_kind_and_place_has_its_words(kind: Flaw, region: Region) -> None:
    heading = "III" if region is Region.SECTION else ""
    read = office(findings=(placed(kind, "x", region=region, heading=heading),)).says("soát lỗi")
    assert "“x” (" in read.text
