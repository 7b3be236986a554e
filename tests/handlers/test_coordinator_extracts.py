"""The report in brief, extracts by unit and heading, and the forms of what was issued."""

from datetime import date

import pytest

from domain import effects as do
from domain.conversation import Event, ExtractReady, IssuedReady, ReportReady
from domain.facts import ReportState, StoredReport
from domain.report_files import BRIEF, ReportFile, heading_part, unit_part
from domain.submission import State
from tests.handlers.builders_coordinator import HANH, LAN, LEADER, PERIOD, Office, compiled

KEY = PERIOD.key
UNIT = unit_part("phong-y-te")


def kept(part: str, *forms: str, issued: bool = False) -> tuple[ReportFile, ...]:
    mark = "i" if issued else "d"
    return tuple(ReportFile(part, f, f"{mark}-{part}-{f}", f"x.{f}", issued) for f in forms)


def issued_report(**more: object) -> StoredReport:
    state, on = ReportState.ISSUED, date(2026, 12, 20)
    return compiled(state=state, number="05/BC-UBND", issued_on=on, **more)


@pytest.mark.parametrize("person", [HANH, LEADER])
@pytest.mark.parametrize("words", ["bản tóm tắt", "tóm tắt báo cáo", "cho xem báo cáo tóm tắt"])
def test_the_brief_comes_at_once_to_whoever_oversees(person: object, words: str) -> None:
    report = compiled(summary="1. Đã gửi 4/6.", files=kept(BRIEF, "pdf"))
    office = Office(person=person, reports=[report]).says(words)
    assert office.attachments == ("d-brief-pdf",)
    assert "bản 1" in office.text and "1. Đã gửi 4/6." in office.text
    assert office.applied == []
    assert "Trích báo cáo" in office.labels()


def test_the_brief_of_an_older_version_is_written_first() -> None:
    office = Office(reports=[compiled()]).says("bản tóm tắt")
    assert office.did() == [do.TakeExtract(1, BRIEF)]
    assert "đang lập bản tóm tắt" in office.text


@pytest.mark.parametrize("words", ["bản tóm tắt", "trích báo cáo", "trích mục I"])
def test_without_a_compiled_report_there_is_nothing_to_take_from(words: str) -> None:
    assert "chưa có báo cáo tổng hợp" in Office().says(words).text


@pytest.mark.parametrize("words", ["bản tóm tắt", "trích báo cáo", "trích mục I"])
def test_a_focal_point_reads_no_compiled_report(words: str) -> None:
    office = Office(person=LAN, reports=[compiled(files=kept(BRIEF, "pdf"))]).says(words)
    assert office.attachments == () and office.applied == []


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("trích báo cáo phòng y tế", UNIT),
        ("trích báo cáo của Phòng Y tế kỳ 2022", UNIT),
        ("trích mục I", heading_part("I")),
        ("trich bao cao muc i", heading_part("I")),
        ("trich muc 3", heading_part("III")),
        ("trích báo cáo mục 1", heading_part("I")),
    ],
)
def test_an_extract_is_ordered_in_one_line(words: str, part: str) -> None:
    office = Office(reports=[compiled()]).says(words)
    assert office.did() == [do.TakeExtract(1, part)]
    assert "Văn bản được gửi ngay khi xong" in office.text


def test_an_extract_that_was_written_before_comes_at_once() -> None:
    report = compiled(files=kept(UNIT, "docx", "pdf"))
    office = Office(reports=[report]).says("trích báo cáo phòng y tế")
    assert office.attachments == (f"d-{UNIT}-docx", f"d-{UNIT}-pdf")
    assert office.applied == []


def test_without_a_name_it_is_asked() -> None:
    office = Office(reports=[compiled()]).says("trích báo cáo")
    assert "theo mục nào, hay theo đơn vị nào" in office.text
    assert office.labels()[-1] == "Thôi"
    asked = Office(reports=[compiled()]).says("trích báo cáo")
    asked.presses(asked.labels()[0])
    assert isinstance(asked.did()[0], do.TakeExtract)
    assert office.says("Phòng Y tế").did() == [do.TakeExtract(1, UNIT)]


@pytest.mark.parametrize("words", ["III", "mục 3", "muc iii"])
def test_the_question_is_answered_by_a_headings_number(words: str) -> None:
    office = Office(reports=[compiled()]).says("trích báo cáo").says(words)
    assert office.did() == [do.TakeExtract(1, heading_part("III"))]


def test_the_question_is_put_again_or_left() -> None:
    office = Office(reports=[compiled()]).says("trích báo cáo").says("abc xyz")
    assert office.applied == [] and "theo mục nào" in office.text
    assert "không thực hiện thêm" in office.presses("Thôi").text


def test_a_block_of_the_plan_is_a_heading_of_the_report() -> None:
    report = compiled(headings=("I", "I.a", "III"))
    assert Office(reports=[report]).says("trích mục I.a").did() == [
        do.TakeExtract(1, heading_part("I.a"))
    ]
    assert "không có mục I.b" in Office(reports=[report]).says("trích mục I.b").text


def test_a_heading_that_is_not_there_and_a_unit_that_has_not_sent() -> None:
    office = Office(reports=[compiled()]).says("trích mục IX")
    assert "không có mục IX" in office.text
    office.says("trích báo cáo xã Xuân Lam")
    assert "Xã Xuân Lam chưa gửi báo cáo khi tổng hợp bản 1" in office.text
    assert office.applied == []


def test_the_extract_comes_with_its_files() -> None:
    report = compiled(files=kept(UNIT, "docx", "pdf"))
    office = Office(reports=[report]).meets(ExtractReady(1, UNIT))
    assert office.attachments == (f"d-{UNIT}-docx", f"d-{UNIT}-pdf")
    assert "Trích phần của Phòng Y tế" in office.text


def test_of_an_issued_report_only_what_bears_its_number_is_given() -> None:
    forms = ("docx", "pdf", "xlsx")
    files = kept("", *forms) + kept("", *forms, issued=True) + kept(UNIT, "docx")
    office = Office(reports=[issued_report(files=files)]).meets(IssuedReady(1))
    assert office.attachments == ("i--docx", "i--pdf", "i--xlsx")
    assert "số 05/BC-UBND" in office.text
    onward, *others = office.labels()
    assert onward == "Lập nhiệm vụ kỳ sau"
    assert others == ["Bản tóm tắt", "Trích báo cáo", "Tình hình"]
    assert office.says("trích báo cáo phòng y tế").did() == [do.TakeExtract(1, UNIT)]


def test_compiling_an_issued_report_again_says_that_nothing_changed() -> None:
    files = kept("", "docx", issued=True)
    office = Office(reports=[issued_report(files=files)]).meets(ReportReady(1))
    assert "đã phát hành, số 05/BC-UBND" in office.text
    assert "Trình ký" not in office.labels()
    assert office.attachments == ("i--docx",)


def test_a_later_version_says_what_changed_since_the_issued_one() -> None:
    report = compiled(version=3, since=1, since_number="05/BC-UBND", changed=("Phòng Y tế",))
    office = Office(reports=[report]).meets(ReportReady(1))
    assert "Thay đổi so với bản 1 (đã phát hành, số 05/BC-UBND): Phòng Y tế." in office.text


def test_issuing_tells_that_the_files_come() -> None:
    office = Office(reports=[compiled()]).put("phong-y-te", State.SUBMITTED)
    office.says("phát hành số 05/BC-UBND ngày 20/11/2022").says("có")
    assert "được gửi ngay khi xong" in office.text


def test_the_leader_reads_the_brief_in_the_message() -> None:
    report = compiled(summary="1. Tình hình gửi báo cáo", files=kept("", "pdf", "xlsx"))
    office = Office(reports=[report]).says("trình ký")
    ((_, text, _),) = office.told()
    assert "1. Tình hình gửi báo cáo" in text
    (tell,) = [effect for effect in office.applied if isinstance(effect, do.Tell)]
    assert tell.reply.attachments == ("ab12", "d--pdf")


@pytest.mark.parametrize("event", [ExtractReady(1, UNIT), IssuedReady(1), ReportReady(1)])
def test_who_lost_the_right_meanwhile_is_handed_nothing(event: Event) -> None:
    report = issued_report(files=(*kept(UNIT, "docx"), *kept("", "docx", "pdf", issued=True)))
    office = Office(person=LAN, reports=[report]).meets(event)
    assert office.attachments == ()
    assert "không thuộc phần việc" in office.text
