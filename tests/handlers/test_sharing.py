"""Invites name the bot that has room, and say nothing of Zalo where none has."""

from dataclasses import replace

from domain import effects as do
from domain.conversation import Said, Session
from domain.look_ups import FreshCode, SeatsFor
from domain.seats import Seats
from tests.cast import FIRST_BOT, SECOND_BOT
from tests.handlers.builders_coordinator import LAN, Office
from tests.handlers.builders_people import LAN as LAN_HERSELF
from tests.handlers.builders_people import RULES, effects, facts, look_up, turn, words

BOTS = (FIRST_BOT, SECOND_BOT)
FULL = Seats({"mot": 50, "hai": 50})
WITH_LINK = (
    "Trên Zalo: mở cuộc trò chuyện với “Tiến độ Nghi Xuân 1”, rồi gửi mã. "
    "Liên kết: https://zalo.me/1234567890"
)
BY_TITLE = "Trên Zalo: tìm và mở cuộc trò chuyện với “Tiến độ Nghi Xuân 2”, rồi gửi mã."
CODE = "K7Q2-M9XD"


def office(new: Seats, **known: Seats) -> Office:
    seats = {SeatsFor(): new} | {SeatsFor(LAN.code): of for of in known.values()}
    return Office(bots=BOTS, seats=seats)


def issued(office: Office) -> do.IssueInvite:
    (effect,) = office.did()
    assert isinstance(effect, do.IssueInvite)
    return effect


def test_the_invite_names_the_bot_with_room_and_its_link() -> None:
    invited = office(Seats({"mot": 3, "hai": 4})).says("mời xã cổ đạm").presses("Không ghi tên")
    assert issued(invited).bot == "mot"
    assert invited.text.splitlines().count(WITH_LINK) == 1
    assert "đã đủ người" not in invited.text


def test_a_bot_without_a_link_is_named_by_its_title() -> None:
    invited = office(Seats({"mot": 9, "hai": 4})).says("mời lãnh đạo").presses("Không ghi tên")
    assert issued(invited).bot == "hai"
    assert BY_TITLE in invited.text.splitlines()


def test_a_hand_over_sends_the_new_one_to_the_bot_with_room() -> None:
    told = office(Seats({"mot": 9})).says("bàn giao đầu mối phòng y tế").says("Nguyễn Văn Nam")
    assert (issued(told).replaces, issued(told).bot) == (LAN.code, "hai")
    assert BY_TITLE in told.text


def test_a_link_given_anew_leads_to_the_bot_one_has() -> None:
    again = office(Seats({}), lan=Seats({"mot": 60}, ("mot",))).says("mời phòng y tế")
    again.presses("Cấp lại mã cho đ/c Nguyễn Thị Lan")
    assert issued(again).bot == "mot"
    assert WITH_LINK in again.text


def test_where_all_are_full_only_the_coordinator_hears_of_it() -> None:
    invited = office(FULL).says("mời xã cổ đạm").presses("Không ghi tên")
    assert issued(invited).bot is None
    assert "Trên Zalo" not in invited.text
    assert invited.text.count("Các trợ lý trên Zalo đã đủ người") == 1
    assert "người được mời dùng liên kết ở trên" in invited.text


def test_one_more_channel_says_where_the_code_is_sent() -> None:
    wanted = SeatsFor(LAN_HERSELF.code)
    known = facts(rules=replace(RULES, bots=BOTS), found={FreshCode(): CODE})
    assert look_up(Session(), Said("thêm kênh"), known) == wanted
    decided = turn(
        Session(), Said("thêm kênh"), replace(known, found={**known.found, wanted: Seats({})})
    )
    (effect,) = effects(decided, do.IssueInvite)
    assert isinstance(effect, do.IssueInvite) and effect.bot == "mot"
    assert WITH_LINK in words(decided.replies[0])


def test_who_asks_for_a_channel_hears_nothing_of_full_bots() -> None:
    found = {FreshCode(): CODE, SeatsFor(LAN_HERSELF.code): FULL}
    known = facts(rules=replace(RULES, bots=BOTS), found=found)
    (reply,) = turn(Session(), Said("thêm kênh"), known).replies
    assert "zalo" not in words(reply).casefold()


def test_an_invite_queued_by_the_version_before_can_still_be_drawn() -> None:
    (reply,) = turn(Session(), Said("thêm kênh"), facts(found={FreshCode(): CODE})).replies
    old = {name: kept for name, kept in reply.data.items() if not name.startswith("zalo")}
    assert words(replace(reply, data=old)) == words(reply)
