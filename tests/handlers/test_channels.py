"""The channels by which a person is reached, as handlers decide about them."""

from dataclasses import replace

import pytest

from domain.bots import MessengerBot
from domain.channels import OwnChannel
from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import PreferChannel, RemoveChannel
from domain.facts import Facts
from domain.look_ups import OwnChannels
from tests.handlers.builders_people import (
    BINH,
    RULES,
    at,
    facts,
    label,
    look_up,
    offered,
    templates,
    turn,
    words,
)

LAST_WEEK, TODAY = at("2022-12-01 08:00"), at("2022-12-07 08:00")
TELEGRAM = OwnChannel("t1", "telegram", "tiendo_bot", TODAY, reminded=True, here=True)
ZALO = OwnChannel("z1", "zalo", "mot", LAST_WEEK)
PHONE = OwnChannel("w1", "web", "pages", LAST_WEEK)
DESK = OwnChannel("w2", "web", "pages", TODAY)
ASKING = Session("channels.remove", {"key": "z1"})


def has(*own: OwnChannel, **more: object) -> Facts:
    return facts(found={OwnChannels(): own}, **more)


def labels(decided: Turn) -> list[str]:
    return [label(choice) for reply in decided.replies for choice in reply.choices]


@pytest.mark.parametrize(
    "event",
    [Said("kênh của tôi"), Said("Kenh lien he."), Said("đổi kênh"), Chose("channels|list")],
)
def test_the_channels_are_listed_and_what_can_be_done_with_each(event: Event) -> None:
    assert look_up(Session(), event, facts()) == OwnChannels()
    decided = turn(Session(), event, has(TELEGRAM, ZALO))
    text = words(decided.replies[0])
    assert "• Telegram: đang dùng; nhận lời nhắc.\n" in text
    assert "• Zalo: dùng lần cuối 08:00, ngày 01/12/2022." in text
    assert labels(decided) == [
        "Luôn nhắc qua Telegram",
        "Luôn nhắc qua Zalo",
        "Thôi dùng trợ lý qua Telegram",
        "Thôi dùng trợ lý qua Zalo",
        "Thêm thiết bị, kênh",
    ]


@pytest.mark.parametrize(
    "words_of_others",
    [
        "Đã mở kênh liên hệ với 12 doanh nghiệp",
        "xóa dữ liệu",
        "gỡ tệp",
        "hỏi cán bộ tổng hợp",
        "thêm kênh",
    ],
)
def test_no_other_words_are_taken_for_it(words_of_others: str) -> None:
    known = has(TELEGRAM)
    needed = replace(known, found={})
    decided = turn_or_need(needed, words_of_others)
    assert decided != OwnChannels()


def turn_or_need(known: Facts, text: str) -> object:
    try:
        return look_up(Session(), Said(text), known)
    except AssertionError:
        return None


def test_one_that_works_alone_is_not_preferred_to_others() -> None:
    decided = turn(Session(), Chose("channels|list"), has(TELEGRAM, PHONE))
    assert labels(decided) == [
        "Thôi dùng trợ lý qua Telegram",
        "Thôi dùng trợ lý qua trang web",
        "Thêm thiết bị, kênh",
    ]


def test_what_is_preferred_already_is_not_offered() -> None:
    decided = turn(Session(), Chose("channels|list"), has(TELEGRAM, replace(ZALO, preferred=True)))
    assert "channels|prefer|t1" in offered(decided)
    assert "channels|prefer|z1" not in offered(decided)


def test_two_devices_and_two_bots_are_told_apart() -> None:
    bots = (
        MessengerBot("zalo", "mot", "Tiến độ 1"),
        MessengerBot("zalo", "hai", "Tiến độ 2"),
    )
    known = has(
        ZALO,
        replace(ZALO, key="z2", bot="hai"),
        replace(TELEGRAM, key="t2", here=False, reminded=False),
        TELEGRAM,
        PHONE,
        DESK,
        rules=replace(RULES, bots=bots),
    )
    text = words(turn(Session(), Chose("channels|list"), known).replies[0])
    for name in (
        "Zalo “Tiến độ 1”",
        "Zalo “Tiến độ 2”",
        "Telegram (tài khoản 1)",
        "Telegram (tài khoản 2)",
        "Trang web (thiết bị 1): dùng lần cuối 08:00, ngày 01/12/2022",
        "Trang web (thiết bị 2): dùng lần cuối 08:00, ngày 07/12/2022",
    ):
        assert f"• {name}" in text


def test_what_does_not_work_is_said_and_is_not_offered_for_reminders() -> None:
    known = has(TELEGRAM, replace(ZALO, works=False), replace(DESK, here=False))
    decided = turn(Session(), Chose("channels|list"), known)
    assert "ngày 01/12/2022; không nhận được tin của trợ lý." in words(decided.replies[0])
    assert not [key for key in offered(decided) if "prefer" in key]
    failing = turn(Session(), Chose("channels|list"), has(replace(TELEGRAM, failing=True)))
    assert "hiện chưa gửi được tin đến đây" in words(failing.replies[0])


def test_who_has_only_the_page_learns_that_it_does_not_ring() -> None:
    decided = turn(Session(), Chose("channels|list"), has(PHONE, replace(DESK, here=True)))
    assert "Trang web không báo khi có tin" in words(decided.replies[0])


def test_preferring_says_in_one_sentence_where_reminders_go() -> None:
    decided = turn(Session(), Chose("channels|prefer|z1"), has(TELEGRAM, ZALO))
    assert decided.effects == (PreferChannel("z1"),)
    assert words(decided.replies[0]) == "Từ nay lời nhắc được gửi qua Zalo."


@pytest.mark.parametrize("key", ["channels|prefer|w1", "channels|prefer|x", "channels|remove|x"])
def test_a_choice_that_is_stale_gives_the_channels_as_they_are(key: str) -> None:
    decided = turn(Session(), Chose(key), has(TELEGRAM, ZALO, PHONE))
    assert decided.effects == ()
    assert templates(decided) == ["channels/gone.j2", "channels/list.j2"]


def test_removing_is_asked_once() -> None:
    asked = turn(Session(), Chose("channels|remove|z1"), has(TELEGRAM, ZALO))
    assert asked.session.step == "channels.remove" and asked.effects == ()
    assert labels(asked) == ["Thôi dùng trợ lý qua Zalo", "Giữ lại"]
    decided = turn(asked.session, Chose("yes"), has(TELEGRAM, ZALO))
    assert decided.effects == (RemoveChannel("z1"),)
    assert words(decided.replies[0]) == "Đã thôi dùng trợ lý qua Zalo."
    assert decided.session.step == "idle"


@pytest.mark.parametrize(
    "event", [Chose("no"), Said("không"), Said("hủy"), Said("vâng"), Said("quay lại"), Said("x")]
)
def test_only_the_choice_itself_removes(event: Event) -> None:
    assert turn(ASKING, event, has(TELEGRAM, ZALO)).effects == ()


def test_the_one_being_used_is_left_with_a_last_word_that_offers_nothing() -> None:
    known = has(TELEGRAM, ZALO)
    asked = turn(Session(), Chose("channels|remove|t1"), known)
    assert "muốn dùng lại thì cần mã mới" in words(asked.replies[0])
    decided = turn(asked.session, Chose("yes"), known)
    assert decided.effects == (RemoveChannel("t1"),)
    (word,) = decided.replies
    assert words(word) == ("Đã thôi dùng tại đây. Từ nay đồng chí nhắn với trợ lý qua Zalo.")
    assert word.choices == ()


def test_who_would_be_left_with_the_page_is_told_before() -> None:
    asked = turn(Session(), Chose("channels|remove|t1"), has(TELEGRAM, PHONE))
    assert "chỉ còn trang web" in words(asked.replies[0])


@pytest.mark.parametrize("others", [(), (replace(ZALO, works=False),)])
def test_the_last_way_in_is_not_removed_and_what_to_do_instead_is_said(
    others: tuple[OwnChannel, ...],
) -> None:
    for session, event in (
        (Session(), Chose("channels|remove|t1")),
        (Session("channels.remove", {"key": "t1"}), Chose("yes")),
    ):
        decided = turn(session, event, has(TELEGRAM, *others))
        assert decided.effects == ()
        assert templates(decided) == ["channels/last_way.j2"]
        assert offered(decided) == ["my_data|channel", "menu|ask_coordinator", "my_data|forget"]


def test_only_a_focal_point_is_told_of_handing_over() -> None:
    told = turn(Session(), Chose("channels|remove|t1"), has(TELEGRAM))
    assert words(told.replies[0]).startswith("Đây là kênh cuối cùng của đồng chí nên chưa thôi")
    assert "bàn giao đầu mối" in words(told.replies[0])
    known = facts(BINH, found={OwnChannels(): (TELEGRAM,)})
    decided = turn(Session(), Chose("channels|remove|t1"), known)
    assert "bàn giao" not in words(decided.replies[0])
    assert offered(decided) == ["my_data|channel", "my_data|forget"]


def test_where_nothing_is_chosen_it_is_said_how_reminders_find_their_way() -> None:
    latest = "Lời nhắc được gửi qua kênh nhắn tin dùng gần nhất, hiện là Telegram."
    own = has(TELEGRAM, ZALO)
    assert latest in words(turn(Session(), Chose("channels|list"), own).replies[0])
    chosen = has(replace(TELEGRAM, preferred=True), ZALO)
    assert latest not in words(turn(Session(), Chose("channels|list"), chosen).replies[0])
    assert latest not in words(turn(Session(), Chose("channels|list"), has(TELEGRAM)).replies[0])


def test_one_that_does_not_work_can_be_removed_beside_one_that_does() -> None:
    known = has(TELEGRAM, replace(ZALO, works=False))
    asked = turn(Session(), Chose("channels|remove|z1"), known)
    assert turn(asked.session, Chose("yes"), known).effects == (RemoveChannel("z1"),)


def test_one_that_went_while_it_was_asked_about_is_said_to_be_gone() -> None:
    decided = turn(ASKING, Chose("yes"), has(TELEGRAM))
    assert decided.effects == () and "channels/gone.j2" in templates(decided)
    assert decided.session.step == "idle"


def test_help_and_ones_own_data_lead_there() -> None:
    assert "channels|list" in offered(turn(Session(), Said("giúp"), facts()))
