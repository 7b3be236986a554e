"""Menu, status, result, figures, headings, plan: one step after another."""

from dataclasses import replace
from datetime import date

import pytest

from bot.splitting import UTF_16, length
from domain import effects as e
from domain.status import Said, TaskStatus
from domain.submission import Entry, Figure, ItemState, PlanAction, PlanItem, State
from handlers.reporting.sending import receipt_code
from tests.handlers.builders_reporting import (
    LAN,
    MONTH,
    NOW,
    ONE,
    THREE,
    a_paper,
    a_task,
    an_entry,
    an_indicator,
)
from tests.handlers.in_memory import RULES, Books, Chat


def a_chat(*tasks, **more) -> Chat:
    return Chat(Books.of(a_paper(tasks or THREE, **more)), LAN, NOW)


def at_task(code: str, *tasks, **more) -> Chat:
    chat = a_chat(*(tasks or THREE), **more)
    chat.say("báo cáo")
    if chat.session.step == "report.menu":
        chat.press(code)
    return chat


def entry(chat: Chat, code: str) -> Entry:
    return chat.books.only().entry(code)


# Menu.


def test_the_menu_shows_period_time_left_and_every_item_with_its_state() -> None:
    chat = a_chat(entries={"1.1": an_entry("1.1", "Đã tập huấn", said=Said.DOING)})
    heard = chat.say("báo cáo")
    assert "năm 2022" in heard and "còn 11 ngày" in heard and "1/3" in heard
    assert [choice.key for choice in chat.choices] == [
        "1.1", "1.2", "1.3", "III", "IV", "plan", "nothing_all", "review",
    ]  # fmt: skip
    assert chat.labels[0].endswith("đã có") and chat.labels[1].endswith("chưa có")


@pytest.mark.parametrize(
    "typed", ["2", "1.2", "1.2.", "Hỗ trợ doanh nghiệp ứng dụng TTNT · chưa có"]
)
def test_a_task_is_chosen_by_number_code_or_words(typed: str) -> None:
    chat = a_chat()
    chat.say("báo cáo")
    assert "Nhiệm vụ 1.2" in chat.say("1.2 " + typed if "·" in typed else typed)


def test_a_long_list_is_paged() -> None:
    tasks = tuple(a_task(f"2.{n}", f"Việc thứ {n}") for n in range(1, 13))
    chat = a_chat(*tasks)
    chat.say("báo cáo")
    assert "2.8" in chat.heard and "2.9" not in chat.heard and "trang 1/2" in chat.heard
    chat.press("next_page")
    assert "2.12" in chat.heard and "[2.8" not in chat.heard
    assert "Nhiệm vụ 2.9" in chat.say("1")


def test_a_number_beyond_the_page_reaches_the_task_it_counts_to() -> None:
    tasks = tuple(a_task(f"2.{n}", f"Việc thứ {n}") for n in range(1, 16))
    chat = a_chat(*tasks)
    chat.say("báo cáo")
    assert len(chat.choices) < 14
    assert "Nhiệm vụ 2.14" in chat.say("14")


def test_what_is_not_understood_gets_the_choices_again() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    before = chat.labels
    chat.say("hôm nay trời mưa to quá")
    assert chat.labels == before


def test_with_one_task_the_conversation_starts_at_it() -> None:
    heard = a_chat(*ONE).say("báo cáo")
    assert "năm 2022" in heard and "Nhiệm vụ 8.1" in heard


def test_one_task_costs_eight_messages_from_command_to_receipt() -> None:
    chat = a_chat(*ONE)
    chat.say("báo cáo")
    chat.say("xong 5/11, đã kết nối 12 trạm y tế với bệnh viện huyện")
    assert chat.session.step == "report.review"
    chat.say("gửi")
    assert "2022-phong-y-te-1" in chat.heard
    assert chat.messages == 6


# Status.


def test_done_asks_the_date_then_the_result() -> None:
    chat = at_task("1.1")
    chat.press("done")
    assert "hoàn thành ngày nào" in chat.heard
    chat.say("5/11")
    assert entry(chat, "1.1").completed_on == date(2022, 11, 5)
    assert chat.session.step == "report.result"


@pytest.mark.parametrize(("key", "day"), [("today", 28), ("yesterday", 27)])
def test_the_date_is_offered(key: str, day: int) -> None:
    chat = at_task("1.1")
    chat.press("done")
    chat.press(key)
    assert entry(chat, "1.1").completed_on == date(2022, 11, day)


@pytest.mark.parametrize("text", ["tháng 10", "hôm nào đó", "31/2", "1.234"])
def test_what_is_no_day_is_asked_again(text: str) -> None:
    chat = at_task("1.1")
    chat.press("done")
    chat.say(text)
    assert chat.session.step == "report.date"
    assert entry(chat, "1.1").completed_on is None


def test_a_day_to_come_is_not_taken_for_one_before_the_data_window() -> None:
    chat = at_task("1.1")
    chat.press("done")
    assert "chưa đến" in chat.say("30/11")
    assert chat.books.only().entry("1.1").completed_on is None
    chat.say("30/11/2021")
    assert chat.books.only().entry("1.1").completed_on == date(2021, 11, 30)


def test_a_date_in_the_future_is_not_done() -> None:
    chat = at_task("1.1")
    chat.press("done")
    assert "chưa đến" in chat.say("30/12/2022")
    assert entry(chat, "1.1").completed_on is None


def test_typed_words_skip_the_questions_they_answer() -> None:
    chat = at_task("1.1")
    chat.say("xong 5/11")
    assert chat.session.step == "report.result"
    assert entry(chat, "1.1").said is Said.DONE
    assert entry(chat, "1.1").completed_on == date(2022, 11, 5)


def test_percent_is_kept() -> None:
    chat = at_task("1.1")
    chat.say("xong 80%")
    assert (entry(chat, "1.1").said, entry(chat, "1.1").percent) == (Said.DOING, 80)


def test_not_started_asks_why() -> None:
    chat = at_task("1.1")
    chat.press("not_started")
    assert "lý do" in chat.heard
    chat.say("Chưa được bố trí kinh phí")
    assert entry(chat, "1.1").reason == "Chưa được bố trí kinh phí"
    assert chat.session.data["item"] == "1.2"


def test_nothing_to_report_leads_to_the_next_task() -> None:
    chat = at_task("1.1")
    chat.say("kps")
    assert entry(chat, "1.1").said is Said.NOTHING_TO_REPORT
    assert "Đã ghi nhiệm vụ 1.1" in chat.heard
    assert chat.session.data["item"] == "1.2"


def test_a_long_answer_without_a_status_is_kept_and_the_status_asked() -> None:
    text = "Phối hợp với bệnh viện huyện rà soát dữ liệu của các trạm y tế xã trong quý"
    chat = at_task("1.1")
    chat.say(text)
    assert entry(chat, "1.1").text == text
    assert chat.session.step == "report.status"


def test_another_status_drops_what_belonged_to_the_first_but_no_words() -> None:
    done = an_entry("1.1", "Đã tập huấn", said=Said.DONE, completed_on=date(2022, 11, 5))
    chat = at_task("1.1", entries={"1.1": done})
    chat.press("doing")
    assert entry(chat, "1.1").completed_on is None
    assert entry(chat, "1.1").text == "Đã tập huấn"


@pytest.mark.parametrize(
    ("deadline", "answer", "status"),
    [
        (None, "xong 5/11", TaskStatus.HT),
        ("2022-11-05", "xong 5/11", TaskStatus.HT_DUNG_HAN),
        ("2022-11-04", "xong 5/11", TaskStatus.HT_QUA_HAN),
        (None, "đang làm", TaskStatus.KHONG_THOI_HAN),
        ("2023-06-30", "đang làm", TaskStatus.DTH_TRONG_HAN),
        ("2022-12-20", "đang làm", TaskStatus.DTH_SAP_DEN_HAN),
        ("2022-11-10", "đang làm", TaskStatus.DTH_QUA_HAN),
        (None, "chưa làm", TaskStatus.CTH),
        ("2023-06-30", "chưa làm", TaskStatus.CTH_TRONG_HAN),
        ("2022-12-20", "chưa làm", TaskStatus.CTH_SAP_DEN_HAN),
        ("2022-11-10", "chưa làm", TaskStatus.CTH_QUA_HAN),
        (None, "kps", TaskStatus.KHONG_PHAT_SINH),
        ("2022-11-10", "kps", TaskStatus.KHONG_PHAT_SINH),
    ],
)
def test_the_official_status_is_computed_and_shown(
    deadline: str | None, answer: str, status: TaskStatus
) -> None:
    from bot.wording import FILTERS

    chat = at_task("1.1", a_task("1.1", "Tuyên truyền", deadline), a_task("1.2", "Việc khác"))
    chat.say(answer)
    if chat.session.step == "report.reason":
        chat.say("Chưa có kinh phí")
    assert FILTERS["status_word"](status.value) in chat.heard


def test_a_wrong_date_is_corrected_by_answering_again() -> None:
    done = an_entry("1.1", "Đã tập huấn", said=Said.DONE, completed_on=date(2022, 11, 5))
    chat = at_task("1.1", entries={"1.1": done})
    chat.press("done")
    assert "đã ghi: 05/11/2022" in chat.heard
    chat.say("6/11")
    assert entry(chat, "1.1").completed_on == date(2022, 11, 6)
    assert entry(chat, "1.1").text == "Đã tập huấn"


def test_another_status_typed_where_the_date_is_asked_is_taken() -> None:
    chat = at_task("1.1")
    chat.press("done")
    chat.say("đang thực hiện")
    assert entry(chat, "1.1").said is Said.DOING


# Result.


def test_further_messages_append_and_nothing_is_cut() -> None:
    chat = at_task("1.1")
    chat.say("đang làm")
    long = "Đã rà soát dữ liệu. " * 400
    chat.say(long)
    chat.say("Thêm: 120 người dự")
    assert [s.text for s in entry(chat, "1.1").statements] == [long.strip(), "Thêm: 120 người dự"]
    assert {s.person for s in entry(chat, "1.1").statements} == {LAN.code}


@pytest.mark.parametrize("end", ["Xong", "xong", "xong rồi", "het roi a"])
def test_the_end_of_writing_leads_to_the_next_missing_task(end: str) -> None:
    chat = at_task("1.1")
    chat.say("đang làm")
    chat.say("Đã tập huấn 3 lớp")
    chat.say(end)
    assert entry(chat, "1.1").text == "Đã tập huấn 3 lớp"
    assert "Đã ghi nhiệm vụ 1.1" in chat.heard and "Nhiệm vụ 1.2" in chat.heard
    assert chat.session.step == "report.status"


def test_what_may_be_the_rest_of_the_task_before_is_not_written_to_the_next() -> None:
    chat = at_task("1.1")
    chat.say("Đang thực hiện, đã tập huấn 3 lớp")
    assert "chưa rõ nội dung vừa gửi thuộc nhiệm vụ nào" in chat.say("Có 120 người dự, đủ 17 xã")
    assert entry(chat, "1.2").is_empty
    chat.say("1.1 Có 120 người dự, đủ 17 xã")
    assert "120 người dự" in entry(chat, "1.1").text
    assert entry(chat, "1.2").is_empty


def test_the_last_task_leads_to_the_review() -> None:
    chat = at_task("1.1")
    for _ in THREE:
        chat.say("Đang thực hiện, đã tập huấn 3 lớp")
    assert chat.session.step == "report.review"


def test_a_task_passed_over_is_offered_and_not_asked_again_and_again() -> None:
    chat = at_task("1.3")
    chat.say("Đang thực hiện, đã tập huấn 3 lớp")
    assert chat.session.step == "report.menu"
    assert "Tiếp theo: 1.1" in chat.heard


def test_rewriting_clears_and_the_old_version_stays_in_the_books() -> None:
    chat = at_task("1.1")
    chat.say("đang làm")
    chat.say("Câu sai")
    chat.say("Sửa lại")
    assert entry(chat, "1.1").statements == ()
    chat.say("Câu đúng")
    saves = [x for x in chat.books.effects if isinstance(x, e.SaveEntry)]
    assert [x.entry.text for x in saves] == ["", "Câu sai", "", "Câu đúng"]
    assert [x.entry.version for x in saves] == [0, 1, 2, 3]


def test_a_number_is_a_result_here_and_not_a_choice() -> None:
    chat = at_task("1.1")
    chat.say("đang làm")
    chat.say("2")
    assert chat.session.step == "report.result"
    chat.say("ghi 2")
    assert entry(chat, "1.1").text == "2"


def test_the_words_of_the_period_before_are_shown() -> None:
    chat = at_task("1.1", previous={"1.1": an_entry("1.1", "Năm trước: 2 lớp")})
    assert "Năm trước: 2 lớp" in chat.heard


# Figures.


def figures_chat(previous: str | None = None, **indicator: object) -> Chat:
    task = a_task("8.1", "Hồ sơ sức khỏe", None, an_indicator("8.1", **indicator))
    before = an_entry("8.1", "cũ")
    if previous:
        figure = Figure("tỷ lệ hồ sơ sức khỏe đạt chất lượng", previous, "845")
        before = replace(before, figures=(figure,))
    chat = at_task("8.1", task, THREE[0], previous={"8.1": before})
    chat.say("đang làm")
    chat.say("Đã rà soát hồ sơ")
    chat.press("finished")
    return chat


def test_figures_are_asked_after_the_result() -> None:
    chat = figures_chat()
    assert chat.session.step == "report.figure"
    chat.say("98,5%")
    (figure,) = entry(chat, "8.1").figures
    assert (figure.value, figure.unit_of_measure) == ("98.5", "%")


def test_more_than_a_whole_is_asked_about_with_the_reason() -> None:
    chat = figures_chat()
    assert "964%, vượt 100%" in chat.say("964%")


def test_previous_and_cumulative_values_are_shown() -> None:
    chat = figures_chat("120", target=None, unit_of_measure="lượt")
    assert "Kỳ trước: 120" in chat.heard and "lũy kế 845" in chat.heard


def test_a_tenfold_jump_is_confirmed_before_it_is_kept() -> None:
    chat = figures_chat("120", target=None, unit_of_measure="lượt")
    assert "1.200 lượt, gấp 10 lần kỳ trước (120)" in chat.say("1.200")
    assert entry(chat, "8.1").figures == ()
    chat.say("Đúng")
    assert entry(chat, "8.1").figures[0].value == "1200"


def test_a_missed_target_is_confirmed_and_can_be_mended() -> None:
    chat = figures_chat()
    chat.say("90")
    assert chat.session.step == "report.figure_check" and "chưa đạt" in chat.heard
    chat.press("mend")
    chat.say("96")
    assert entry(chat, "8.1").figures[0].value == "96"


def test_a_new_number_at_the_check_is_taken_instead() -> None:
    chat = figures_chat()
    chat.say("90")
    chat.say("96")
    assert entry(chat, "8.1").figures[0].value == "96"


def test_an_estimate_is_kept_as_one() -> None:
    chat = figures_chat()
    chat.say("khoảng 96")
    assert entry(chat, "8.1").figures[0].approximate


def test_a_figure_can_be_passed_over_knowingly() -> None:
    chat = figures_chat()
    chat.press("skip")
    assert entry(chat, "8.1").skipped
    assert chat.books.only().item_state("8.1") is ItemState.PRESENT


def test_no_figure_is_asked_again() -> None:
    chat = figures_chat()
    assert "chưa hiểu" in chat.say("nhiều lắm").lower()
    assert chat.session.step == "report.figure"


@pytest.mark.parametrize(
    ("period", "cumulative"), [(MONTH, "857"), (None, "12")], ids=["counted on", "a new year"]
)
def test_cumulative_is_computed_within_the_year(period: object, cumulative: str) -> None:
    indicator = an_indicator(
        "8.1", accumulates=True, target=None, comparator=None, unit_of_measure="lượt"
    )
    task = a_task("8.1", "Hồ sơ sức khỏe", None, indicator)
    before = replace(an_entry("8.1", "cũ"), figures=(Figure(indicator.name, "10", "845"),))
    more = {"period": period} if period else {}
    chat = at_task("8.1", task, THREE[0], previous={"8.1": before}, **more)
    for text in ("đang làm", "Đã rà soát", "Xong", "12"):
        chat.say(text)
    assert entry(chat, "8.1").figures[0].cumulative == cumulative


def test_what_accumulates_is_held_against_its_target_as_a_whole() -> None:
    indicator = an_indicator("8.1", accumulates=True, target="850", comparator=">=")
    task = a_task("8.1", "Khám từ xa", None, indicator)
    before = replace(an_entry("8.1", "cũ"), figures=(Figure(indicator.name, "10", "845"),))
    chat = at_task("8.1", task, THREE[0], previous={"8.1": before}, period=MONTH)
    for text in ("đang làm", "Đã rà soát", "Xong", "12"):
        chat.say(text)
    assert entry(chat, "8.1").figures[0].cumulative == "857"


def test_figures_are_gone_through_anew() -> None:
    indicators = (an_indicator("8.1", name="tỷ lệ A"), an_indicator("8.1", name="tỷ lệ B"))
    given = (Figure("tỷ lệ A", "96"), Figure("tỷ lệ B", "97"))
    task = a_task("8.1", "Hồ sơ", None, *indicators)
    said = an_entry("8.1", "Đã làm", said=Said.DOING, figures=given)
    chat = at_task("8.1", task, THREE[0], entries={"8.1": said})
    chat.press("figures")
    assert "Đã ghi: 96" in chat.heard
    chat.say("98")
    assert "tỷ lệ B" in chat.heard
    chat.say("99")
    assert {f.indicator: f.value for f in entry(chat, "8.1").figures} == {
        "tỷ lệ A": "98",
        "tỷ lệ B": "99",
    }


# The outline's questions.


def test_questions_follow_one_another_and_take_no_for_an_answer() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.press("III")
    chat.say("Không có")
    assert entry(chat, "III").skipped
    assert "IV. Kiến nghị" in chat.heard
    chat.say("Đề nghị tập huấn thêm")
    chat.say("Xong")
    assert entry(chat, "IV").text == "Đề nghị tập huấn thêm"


def test_a_question_can_be_left_for_later() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.press("III")
    chat.press("later")
    assert entry(chat, "III").is_empty
    assert "IV. Kiến nghị" in chat.heard


@pytest.mark.parametrize("text", ["không", "ko có", "Không có khó khăn, vướng mắc.", "0"])
def test_no_is_an_answer_to_a_question_of_the_outline(text: str) -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.press("III")
    chat.say(text)
    assert entry(chat, "III").skipped and entry(chat, "III").statements == ()


# The plan of the next period.


def test_one_press_carries_every_task_over() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.press("plan")
    chat.press("all")
    assert {i.key: i.action for i in chat.books.only().plan} == {
        "1.1": PlanAction.CARRY,
        "1.2": PlanAction.CARRY,
        "1.3": PlanAction.CARRY,
    }


def test_tasks_change_end_and_are_added() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.press("plan")
    chat.press("1.1")
    chat.press("end")
    chat.say("1.2")
    chat.press("change")
    chat.say("Hỗ trợ 10 doanh nghiệp")
    chat.press("add")
    chat.say("Xây dựng kho dữ liệu dùng chung")
    chat.press("all")
    plan = {i.key: i for i in chat.books.only().plan}
    assert plan["1.1"].action is PlanAction.END
    assert plan["1.2"].statement and plan["1.2"].statement.text == "Hỗ trợ 10 doanh nghiệp"
    assert plan["1.3"] == PlanItem("1.3", PlanAction.CARRY)
    assert plan["+1"].action is PlanAction.ADD


def test_an_added_task_can_be_taken_off() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.press("plan")
    chat.press("add")
    chat.say("Việc mới")
    chat.press("+1")
    chat.press("drop")
    assert chat.books.only().plan == ()


# All at once.


@pytest.mark.parametrize("text", ["kps", "không phát sinh", "không phát sinh tất cả"])
def test_nothing_to_report_typed_at_the_menu_is_confirmed(text: str) -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.say(text)
    assert chat.session.step == "report.nothing" and chat.books.effects == []
    chat.say("đồng ý")
    assert chat.books.only().submission.state is State.SUBMITTED


def test_nothing_to_report_is_confirmed_and_sent() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.press("nothing_all")
    assert chat.books.effects == []
    chat.press("yes")
    paper = chat.books.only()
    assert paper.submission.state is State.SUBMITTED
    assert {paper.entry(t.code).said for t in paper.tasks} == {Said.NOTHING_TO_REPORT}
    assert "không phát sinh trong kỳ" in chat.heard


def test_nothing_to_report_never_overwrites_what_was_said() -> None:
    chat = a_chat(entries={"1.1": an_entry("1.1", "Đã làm", said=Said.DOING)})
    chat.say("báo cáo")
    chat.press("nothing_all")
    chat.press("yes")
    assert entry(chat, "1.1").said is Said.DOING
    assert entry(chat, "1.2").said is Said.NOTHING_TO_REPORT


def test_as_before_is_shown_and_confirmed() -> None:
    previous = {
        "1.1": an_entry("1.1", "Tập huấn 2 lớp", said=Said.DOING),
        "III": an_entry("III", "Thiếu cán bộ"),
    }
    chat = a_chat(previous=previous)
    chat.say("báo cáo")
    chat.press("previous")
    assert "Tập huấn 2 lớp" in chat.heard and "Thiếu cán bộ" in chat.heard
    assert chat.books.effects == []
    chat.press("yes")
    assert entry(chat, "1.1").text == "Tập huấn 2 lớp"
    assert entry(chat, "1.1").statements[0].at == NOW
    assert entry(chat, "III").text == "Thiếu cán bộ"


def test_as_before_asks_the_figures_of_this_period() -> None:
    task = a_task("8.1", "Hồ sơ sức khỏe", None, an_indicator("8.1"))
    before = an_entry("8.1", "Kỳ trước", said=Said.DOING, skipped=True)
    chat = Chat(Books.of(a_paper((task,), previous={"8.1": before})), LAN, NOW)
    chat.say("như kỳ trước")
    chat.press("yes")
    assert chat.session.step == "report.figure"


def test_as_before_is_not_offered_without_a_period_before() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    assert "previous" not in [choice.key for choice in chat.choices]


# Review and sending.


def test_the_review_shows_everything_and_names_what_is_missing() -> None:
    chat = a_chat(entries={"1.1": an_entry("1.1", "Đã tập huấn", said=Said.DOING)})
    chat.say("báo cáo")
    chat.press("review")
    assert "Đã tập huấn" in chat.heard
    assert "1.2. Hỗ trợ doanh nghiệp ứng dụng TTNT (tình hình thực hiện)" in chat.heard


def test_sending_with_missing_tasks_takes_a_plain_confirmation() -> None:
    chat = a_chat(entries={"1.1": an_entry("1.1", "Đã tập huấn", said=Said.DOING)})
    chat.say("báo cáo")
    chat.press("review")
    chat.press("send")
    assert "còn thiếu" in chat.heard and "1.2" in chat.heard
    assert chat.books.only().submission.state is State.NOT_STARTED
    chat.press("anyway")
    assert chat.books.only().submission.state is State.SUBMITTED


def test_what_is_missing_can_be_filled_in_from_the_confirmation() -> None:
    chat = a_chat(entries={"1.1": an_entry("1.1", "Đã tập huấn", said=Said.DOING)})
    chat.say("báo cáo")
    chat.press("review")
    chat.press("send")
    chat.press("complete")
    assert "Nhiệm vụ 1.2" in chat.heard


def test_an_empty_report_is_not_sent() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.press("review")
    assert "chưa có nội dung" in chat.press("send")
    assert chat.books.effects == []


def test_the_receipt_has_code_time_and_until_when_it_can_be_corrected() -> None:
    chat = a_chat(*ONE, entries={"8.1": an_entry("8.1", "Đã làm", said=Said.DOING)})
    chat.say("báo cáo")
    chat.press("review")
    chat.press("send")
    assert "2022-phong-y-te-1" in chat.heard and "09:00, ngày 28/11/2022" in chat.heard
    assert "20/12/2022" in chat.heard and "sau thời hạn" not in chat.heard
    assert chat.session.step == "idle"


def test_a_late_report_is_told_so_neutrally() -> None:
    chat = a_chat(*ONE, entries={"8.1": an_entry("8.1", "Đã làm", said=Said.DOING)})
    chat.wait(days=14)
    chat.say("báo cáo")
    assert "quá hạn" in chat.heard
    chat.press("review")
    chat.press("send")
    assert "sau thời hạn" in chat.heard


def test_a_receipt_code_is_a_function_of_period_unit_and_version() -> None:
    assert receipt_code("2022", "phong-y-te", 2) == "2022-phong-y-te-2"


def test_going_back_leads_out_step_by_step() -> None:
    chat = at_task("1.1")
    chat.press("done")
    steps = []
    for _ in range(3):
        chat.say("quay lại")
        steps.append(chat.session.step)
    assert steps == ["report.status", "report.menu", "idle"]


def test_orders_work_in_the_middle_of_a_task() -> None:
    chat = at_task("1.1")
    chat.say("đang làm")
    chat.say("Đã tập huấn")
    chat.say("gửi")
    assert chat.session.step == "report.review"
    assert entry(chat, "1.1").text == "Đã tập huấn"


def test_everything_is_saved_at_once_so_that_leaving_loses_nothing() -> None:
    chat = at_task("1.1")
    chat.say("đang làm")
    chat.say("Đã tập huấn")
    again = Chat(chat.books, LAN, NOW)
    again.say("báo cáo")
    again.press("1.1")
    assert "Đã tập huấn" in again.heard


@pytest.mark.parametrize("typed", ["gửi", "không phát sinh tất cả"])
def test_an_order_is_understood_before_the_conversation_began(typed: str) -> None:
    chat = a_chat()
    chat.say(typed)
    assert chat.session.step in ("report.review", "report.nothing")


def test_page_size_is_a_setting() -> None:
    chat = Chat(Books.of(a_paper(), rules=replace(RULES, page_size=2)), LAN, NOW)
    chat.say("báo cáo")
    assert "trang 1/3" in chat.heard


def test_as_before_without_anything_before_says_so() -> None:
    chat = Chat(Books.of(a_paper()), LAN, NOW)
    assert "chưa có báo cáo kỳ trước" in chat.say("như kỳ trước")


MANY = tuple(
    a_task(f"{place // 10 + 1}.{place % 10 + 1}", f"Ứng dụng trí tuệ nhân tạo, việc {place}")
    for place in range(30)
)


@pytest.mark.parametrize(
    "typed", [("báo cáo",), ("báo cáo", "trang sau"), ("báo cáo", "kps tất cả"), ("tiến độ",)]
)
def test_questions_about_many_tasks_name_some_of_them(typed: tuple[str, ...]) -> None:
    chat = a_chat(*MANY)
    for text in typed:
        chat.say(text)
    assert length(chat.heard, UTF_16) < 1500
    assert chat.session.step != "report.nothing" or "và 20 nội dung khác" in chat.heard


# A number and words in one message.


@pytest.mark.parametrize(
    ("typed", "said", "words"),
    [
        ("2. đã giới thiệu 12 sản phẩm", Said.DOING, "đã giới thiệu 12 sản phẩm"),
        ("2: đã giới thiệu 12 sản phẩm", Said.DOING, "đã giới thiệu 12 sản phẩm"),
        ("2 - đã giới thiệu 12 sản phẩm", Said.DOING, "đã giới thiệu 12 sản phẩm"),
        # What begins with a figure is a result, a code is a task's, and words win over a number.
        ("3 lớp đã mở cho 90 cán bộ của xã", None, "3 lớp đã mở cho 90 cán bộ của xã"),
        ("9. đã giới thiệu 12 sản phẩm tại hội chợ", None, None),
    ],
)
def test_a_status_by_its_number_with_what_there_is_to_report(
    typed: str, said: Said | None, words: str | None
) -> None:
    chat = at_task("1.1")
    chat.say(typed)
    kept = entry(chat, "1.1")
    assert kept.said == said
    if words:
        assert [statement.text for statement in kept.statements] == [words]


def test_a_status_in_the_words_wins_over_the_number_before_them() -> None:
    chat = at_task("1.1")
    chat.say("2. chưa thực hiện vì chưa có kinh phí")
    assert entry(chat, "1.1").said == Said.NOT_STARTED
