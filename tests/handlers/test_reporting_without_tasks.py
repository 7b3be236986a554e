"""A unit that the plan gives no task: the outline's questions, and what it plans."""

from domain.submission import ADDED, PlanAction, State
from tests.handlers.builders_reporting import LAN, NOW, THREE, a_paper, in_state
from tests.handlers.in_memory import Books, Chat


def a_chat(**more) -> Chat:
    return Chat(Books.of(a_paper((), **more)), LAN, NOW)


def planned(chat: Chat) -> list[str]:
    return [item.statement.text for item in chat.books.only().plan if item.statement]


def plan(chat: Chat, *texts: str) -> None:
    """One after the other."""
    chat.say("báo cáo")
    chat.press("plan")
    for text in texts:
        chat.say(text)


def test_its_plan_is_asked_for_at_once_and_nothing_is_carried_over() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.press("plan")
    assert chat.session.step == "report.plan_text"
    assert (
        "Đã ghi 1 nội dung kế hoạch kỳ sau; nội dung mới nhất:\n- Mở lớp kỹ năng số"
        in chat.say("Mở lớp kỹ năng số")
    )
    heard = chat.press("plan")
    assert "Thêm: Mở lớp kỹ năng số" in heard
    assert "tiếp tục" not in heard
    assert "all" not in [choice.key for choice in chat.choices]


def test_an_empty_plan_says_so_and_leads_on() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    chat.press("plan")
    assert "Chưa có nội dung." in chat.press("plan")
    assert [choice.key for choice in chat.choices] == ["add", "to_menu", "review"]


def test_a_plan_alone_can_be_sent() -> None:
    chat = a_chat()
    plan(chat, "Mở lớp kỹ năng số", "Lắp 03 điểm truy cập", "xong")
    chat.press("send")
    assert chat.books.only().submission.state is State.SUBMITTED
    assert planned(chat) == ["Mở lớp kỹ năng số", "Lắp 03 điểm truy cập"]


def test_more_than_nine_additions_stay_in_their_order() -> None:
    chat = a_chat()
    texts = [f"Việc thứ {n}" for n in range(1, 12)]
    plan(chat, *texts)
    heard = chat.press("finished")
    assert [heard.index(f"Thêm: {text}\n") for text in texts] == sorted(
        heard.index(f"Thêm: {text}\n") for text in texts
    )


def test_nothing_to_report_passes_over_the_outlines_questions() -> None:
    chat = a_chat()
    chat.say("báo cáo")
    assert "Ghi “không có”" in chat.press("nothing_all")
    chat.press("yes")
    sent = chat.books.only()
    assert sent.submission.state is State.SUBMITTED
    assert [sent.entry(number).skipped for number in ("III", "IV")] == [True, True]


def test_with_something_said_it_is_not_offered_to_have_nothing() -> None:
    chat = a_chat()
    plan(chat, "Mở lớp kỹ năng số")
    chat.press("plan")
    chat.press("to_menu")
    assert "nothing_all" not in [choice.key for choice in chat.choices]


def test_no_view_counts_tasks_that_are_not_there() -> None:
    chat = a_chat()
    for text in ("báo cáo", "tiến độ"):
        assert "0/0" not in chat.say(text)


def test_a_unit_with_tasks_still_sees_what_carries_over() -> None:
    chat = Chat(Books.of(a_paper(THREE)), LAN, NOW)
    chat.say("báo cáo")
    assert "được tiếp tục" in chat.press("plan")


def test_a_stale_press_of_carrying_all_over_changes_nothing_where_there_is_no_task() -> None:
    chat = a_chat()
    plan(chat, "Mở lớp kỹ năng số")
    chat.press("plan")
    chat.take_choice("all", chat.asked)
    assert [item.action for item in chat.books.only().plan] == [PlanAction.ADD]
    assert chat.session.step == "report.plan"


def test_the_place_of_an_addition_is_its_number_and_of_a_task_none() -> None:
    chat = Chat(Books.of(a_paper(THREE)), LAN, NOW)
    chat.say("báo cáo")
    chat.press("plan")
    chat.press("add")
    chat.say("Việc mới")
    chat.press("all")
    places = {item.key: item.place for item in chat.books.only().plan}
    assert places == {f"{ADDED}1": 1, "1.1": 0, "1.2": 0, "1.3": 0}


def test_a_plan_added_after_sending_goes_out_again() -> None:
    chat = Chat(Books.of(in_state(a_paper(()), State.SUBMITTED)), LAN, NOW)
    plan(chat, "Mở lớp kỹ năng số", "Xong")
    chat.press("send")
    assert chat.books.only().submission.version == 2


def test_an_addition_can_be_mended_and_the_way_leads_back_to_the_plan() -> None:
    chat = a_chat()
    plan(chat, "Mở lớp kỹ năng số")
    chat.press("plan")
    chat.press("+1")
    chat.press("change")
    chat.say("Mở 02 lớp kỹ năng số")
    assert chat.session.step == "report.plan"
    assert planned(chat) == ["Mở 02 lớp kỹ năng số"]


def test_xong_before_anything_was_planned_is_no_plan() -> None:
    chat = a_chat()
    plan(chat, "Xong")
    assert planned(chat) == []
