"""Compiling, the leader's agreement, and the number the clerk gave."""

from datetime import date, timedelta

import pytest

from domain import effects as do
from domain.conversation import Chose, JobFailed, ReportReady
from domain.facts import ReportState
from domain.people import Role
from domain.report_files import BRIEF, WHOLE, ReportFile
from domain.submission import State
from tests.handlers.builders_coordinator import (
    BOTH,
    LEADER,
    PERIOD,
    UNITS,
    Office,
    compiled,
)

KEY = PERIOD.key


def test_compiling_early_warns_and_waits() -> None:
    office = Office().put("phong-y-te", State.SUBMITTED).says("tổng hợp")
    assert "Hiện mới có 1/6 đơn vị gửi" in office.text
    assert office.labels() == ["Tổng hợp với số liệu hiện có", "Chờ"]
    assert office.applied == []
    office.presses("Tổng hợp với số liệu hiện có")
    assert office.did() == [do.CompileReport(KEY)]


@pytest.mark.parametrize(("word", "compiled"), [("có", 1), ("đồng ý", 1), ("thôi", 0), ("hủy", 0)])
def test_compiling_early_is_confirmed_in_words(word: str, compiled: int) -> None:
    office = Office().put("phong-y-te", State.SUBMITTED).says("tổng hợp").says(word)
    assert office.applied.count(do.CompileReport(KEY)) == compiled


def test_waiting_compiles_nothing() -> None:
    office = Office().says("tổng hợp").presses("Chờ")
    assert office.applied == []
    assert "Kỳ báo cáo năm 2022" in office.text


def test_with_everybody_in_it_is_compiled_at_once() -> None:
    office = Office()
    for unit in UNITS:
        office.put(unit, State.SUBMITTED)
    assert office.says("tổng hợp").did() == [do.CompileReport(KEY)]


def test_the_document_comes_with_what_changed_and_who_is_missing() -> None:
    office = Office(reports=[compiled(version=2, changed=("Phòng Y tế",))])
    office.meets(ReportReady(1))
    assert office.attachments == ("ab12",)
    assert "bản 2: tổng hợp từ 4/6 đơn vị" in office.text
    assert "Chưa gửi: Xã Xuân Lam; Xã Xuân Liên" in office.text
    assert "Thay đổi so với bản 1: Phòng Y tế" in office.text
    labels = office.labels()
    assert labels[:3] == ["Biên tập", "Trình ký", "Ghi số, ngày phát hành"]
    assert labels[3:5] == ["Bản tóm tắt", "Trích báo cáo"]


def test_the_first_page_goes_along_as_a_picture_to_all_who_are_shown_the_document() -> None:
    files = tuple(ReportFile(part, "png", f"png-{part}", "x.png") for part in (WHOLE, BRIEF))
    office = Office(reports=[compiled(files=files)]).meets(ReportReady(1))
    assert (office.picture, office.attachments) == ("png-", ("ab12",))
    office.says("trình ký")
    (tell,) = [effect for effect in office.applied if isinstance(effect, do.Tell)]
    assert tell.reply.picture == "png-"
    assert compiled(state=ReportState.ISSUED, files=files).picture == "", "that of the draft"


def test_a_document_in_another_layout_than_the_offices_own_says_why() -> None:
    office = Office(reports=[compiled()]).meets(ReportReady(1, "Tệp mẫu bị hỏng."))
    assert "mẫu có sẵn vì chưa dùng được mẫu Word của cơ quan. Tệp mẫu bị hỏng." in office.text
    assert office.attachments == ("ab12",)


def test_the_document_does_not_disturb_the_conversation_under_way() -> None:
    office = Office(reports=[compiled()]).put("phong-y-te", State.SUBMITTED)
    office.says("trả lại phòng y tế")
    step = office.session.step
    assert office.meets(ReportReady(1)).session.step == step


@pytest.mark.parametrize("kind", ["CompileReport", "FetchFile", "TakeExtract", "WriteIssued"])
def test_work_that_failed_is_said(kind: str) -> None:
    office = Office().meets(JobFailed(kind, "tries"))
    assert "giữ nguyên" in office.text


# The leader.


def shown() -> Office:
    return Office(reports=[compiled()]).says("trình ký")


def test_the_leader_is_shown_the_document() -> None:
    office = shown()
    assert office.did() == [do.AskSignOff(1)]
    (tell,) = [effect for effect in office.applied if isinstance(effect, do.Tell)]
    assert tell.audience == do.EveryoneWith(Role.LEADER)
    assert tell.reply.attachments == ("ab12",)
    assert [choice.key for choice in tell.reply.choices] == ["sign|agree|1", "sign|back|1"]


def test_nothing_compiled_is_nothing_to_show() -> None:
    office = Office().says("trình ký")
    assert "chưa có báo cáo tổng hợp" in office.text


def test_the_leader_agrees_and_the_coordinators_are_told() -> None:
    office = shown()
    office.person = LEADER
    office.meets(Chose("sign|agree|1"))
    assert office.did() == [do.AnswerSignOff(1, True)]
    ((audience, text, choices),) = office.told()
    assert audience == do.EveryoneWith(Role.COORDINATOR)
    assert "Đồng chí Lê Văn Bình đồng ý" in text
    assert choices[0].key == f"issue|{KEY}"


def test_sending_back_asks_a_remark() -> None:
    office = shown()
    office.person = LEADER
    office.meets(Chose("sign|back|1"))
    assert office.applied == []
    office.says("Bổ sung số liệu mục I.3")
    assert office.did() == [do.AnswerSignOff(1, False, "Bổ sung số liệu mục I.3")]
    assert "Bổ sung số liệu mục I.3" in office.told()[0][1]


def test_what_the_leader_has_not_answered_yet_stands_in_the_situation() -> None:
    office = Office(person=LEADER, reports=[compiled(state=ReportState.SHOWN)]).says("tình hình")
    assert office.labels()[:2] == ["Đồng ý để ký, phát hành", "Chuyển lại để sửa"]
    assert office.says("đồng ý").did() == [do.AnswerSignOff(1, True)]
    assert (
        "Đồng ý để ký, phát hành"
        not in Office(person=LEADER, reports=[compiled()]).says("tình hình").labels()
    )


@pytest.mark.parametrize("typed", ["đồng ý", "Nhất trí ạ.", "dong y", "đồng ý ký, phát hành"])
def test_a_leader_agrees_in_words(typed: str) -> None:
    office = Office(person=LEADER, reports=[compiled(state=ReportState.SHOWN)]).says("tình hình")
    assert office.says(typed).did() == [do.AnswerSignOff(1, True)]


@pytest.mark.parametrize("typed", ["đồng ý để", "đồng ý để ký thì phải sửa mục 3", "có lẽ đồng ý"])
def test_half_a_choice_is_no_agreement(typed: str) -> None:
    office = Office(person=LEADER, reports=[compiled(state=ReportState.SHOWN)]).says("tình hình")
    office.says(typed)
    assert office.applied == []


def test_agreement_in_words_is_to_the_report_that_was_shown_last() -> None:
    office = Office(person=LEADER, reports=[compiled(state=ReportState.SHOWN)])
    assert office.says("đồng ý").applied == []
    office.says("tình hình").says("xem phòng y tế").says("đồng ý")
    assert office.applied == []


@pytest.mark.parametrize("typed", ["chuyển lại", "chưa đồng ý"])
def test_a_leader_sends_back_in_words(typed: str) -> None:
    office = Office(person=LEADER, reports=[compiled(state=ReportState.SHOWN)]).says("tình hình")
    office.says(typed)
    assert (office.session.step, office.applied) == ("coordinator.sign_remark", [])


def test_only_a_leader_signs() -> None:
    office = shown()
    office.meets(Chose("sign|agree|1"))
    assert office.applied == []


def test_a_coordinator_who_is_the_leader_agrees_in_the_same_place() -> None:
    office = Office(person=BOTH, reports=[compiled()]).says("trình ký")
    office.presses("Đồng ý để ký, phát hành")
    assert office.did() == [do.AnswerSignOff(1, True)]


@pytest.mark.parametrize("deed", ["agree", "back"])
@pytest.mark.parametrize(
    "state", [ReportState.AGREED, ReportState.SENT_BACK, ReportState.ISSUED, ReportState.COMPILED]
)
def test_a_report_is_answered_once(state: ReportState, deed: str) -> None:
    office = Office(person=LEADER, reports=[compiled(state=state)])
    office.meets(Chose(f"sign|{deed}|1"))
    assert office.applied == []


def test_an_old_version_is_not_agreed_to() -> None:
    reports = [compiled(state=ReportState.SHOWN), compiled(id=2, version=2)]
    office = Office(person=LEADER, reports=reports).meets(Chose("sign|agree|1"))
    assert office.applied == []
    assert "Đã có bản 2 mới hơn" in office.text


# The number and date.


def test_number_and_date_are_confirmed_then_recorded() -> None:
    office = Office(reports=[compiled(state=ReportState.AGREED)])
    office.says("phát hành số 05/BC-UBND ngày 19/12/2022")
    assert "số 05/BC-UBND, ngày 19/12/2022" in office.text
    assert "chưa cho ý kiến" not in office.text
    assert office.applied == []
    office.presses("Ghi nhận phát hành")
    assert office.did() == [do.IssueReport(KEY, "05/BC-UBND", date(2022, 12, 19))]


def test_what_is_missing_is_asked() -> None:
    office = Office(reports=[compiled()]).says("phát hành")
    office.says("05/BC-UBND")
    assert "gõ ngày ban hành" in office.text
    office.says("ngày 19/12/2022")
    assert "lãnh đạo chưa cho ý kiến đồng ý" in office.text
    office.says("có")
    assert isinstance(office.did()[0], do.IssueReport)


def test_a_version_compiled_meanwhile_is_asked_about_before_it_is_issued() -> None:
    office = Office(reports=[compiled(state=ReportState.AGREED)])
    office.says("phát hành số 05/BC-UBND ngày 19/12/2022")
    office.reports.append(compiled(id=2, version=2))
    office.says("có")
    assert office.did() == []
    assert "Đã có bản 2 mới hơn" in office.text
    assert "lãnh đạo chưa cho ý kiến đồng ý" in office.text
    office.says("có")
    assert office.did() == [do.IssueReport(KEY, "05/BC-UBND", date(2022, 12, 19))]


@pytest.mark.parametrize("typed", ["05BC-UBND ngày 19/12/2022", "05/BC-UBND ngày 31/2/2022"])
def test_a_faulty_number_or_date_is_not_taken(typed: str) -> None:
    office = Office(reports=[compiled()]).says("phát hành").says(typed)
    assert office.session.step == "coordinator.issue"
    assert "cần xem lại" in office.text


def test_a_date_after_today_is_not_taken() -> None:
    office = Office(reports=[compiled()]).says("phát hành")
    office.says(f"05/BC-UBND ngày {(date(2022, 12, 19) + timedelta(days=9)):%d/%m/%Y}")
    assert office.session.step == "coordinator.issue"


def test_an_issued_report_is_not_issued_again() -> None:
    issued = compiled(state=ReportState.ISSUED, number="05/BC-UBND")
    office = Office(reports=[issued]).says("phát hành số 06/BC-UBND ngày 19/12/2022")
    assert office.applied == []
    assert "đã phát hành, số 05/BC-UBND" in office.text


def test_the_number_may_be_typed_again() -> None:
    office = Office(reports=[compiled()]).says("phát hành số 05/BC-UBND ngày 19/12/2022")
    office.presses("Nhập lại").says("06/BC-UBND ngày 19/12/2022").says("có")
    assert office.did() == [do.IssueReport(KEY, "06/BC-UBND", date(2022, 12, 19))]
