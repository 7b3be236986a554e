from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.conversation import (
    AddedToGroup,
    Apologised,
    Blocked,
    Chose,
    Edited,
    Event,
    LookUp,
    ReminderDue,
    Said,
    SentFile,
    SentUnreadable,
    Session,
    Started,
)
from domain.effects import (
    AcceptInvite,
    CountWrongCode,
    DeclineInvite,
    DisableAddress,
    EveryoneWith,
    ForgetMessage,
    LeaveGroup,
    PersonIs,
    Record,
    SaveEntry,
    Tell,
    VoidInvite,
)
from domain.facts import Facts, InviteFound
from domain.look_ups import InviteBehind, InviteNumbered
from domain.people import Grant, Invite, Role
from handlers import handle
from tests.handlers.builders_people import (
    LAN,
    NOW,
    facts,
    label,
    look_up,
    offered,
    paper,
    templates,
    turn,
    words,
)

CODE = "K7Q2-M9XD"
INVITE = Invite(
    7,
    Role.FOCAL_POINT,
    "phong-y-te",
    "Phòng Y tế",
    "Nguyễn Thị Lan",
    expires_at=NOW + timedelta(hours=72),
)
CONSENT = Session("join.consent", {"invite": 7})
NAMING = Session("join.name", {"invite": 7})
BEFORE_CONSENT = ForgetMessage("before consent")


def stranger(invite: Invite | None = INVITE, wrong_codes: int = 0, **more: object) -> Facts:
    behind = InviteFound(invite, wrong_codes)
    return facts(None, found={InviteBehind(CODE): behind, InviteNumbered(7): behind}, **more)


def test_a_stranger_is_told_how_to_get_a_code() -> None:
    decided = turn(Session(), Started(), stranger())
    assert templates(decided) == ["joining/how_to_join.j2"]
    assert decided.effects == (BEFORE_CONSENT,)


def test_a_code_is_looked_up_before_anything_is_said() -> None:
    assert look_up(Session(), Started("k7q2m9xd"), facts(None)) == InviteBehind(CODE)


@pytest.mark.parametrize("event", [Started(CODE), Said("k7q2 m9xd"), Said(f"mã {CODE} ạ")])
def test_a_good_code_leads_to_the_first_contact(event: Event) -> None:
    decided = turn(Session(), event, stranger())
    (reply,) = decided.replies
    assert reply.template == "joining/first_contact.j2"
    assert [label(choice) for choice in reply.choices] == ["Đồng ý", "Không đồng ý"]
    assert decided.session == Session("join.consent", {"invite": 7})
    assert decided.effects == (BEFORE_CONSENT,)
    text = words(reply)
    for said in ("máy", "UBND huyện Nghi Xuân", "Phòng Y tế", "bí mật nhà nước", "12 tháng"):
        assert said in text


@pytest.mark.parametrize(
    ("invite", "template"),
    [
        (None, "joining/unknown_code.j2"),
        (replace(INVITE, used=True), "joining/used_code.j2"),
        (replace(INVITE, expires_at=NOW), "joining/expired_code.j2"),
    ],
)
def test_a_code_that_opens_nothing_is_explained_and_counted(
    invite: Invite | None, template: str
) -> None:
    decided = turn(Session(), Said(CODE), stranger(invite))
    assert templates(decided) == [template]
    assert decided.effects == (CountWrongCode(), BEFORE_CONSENT)
    assert decided.session == Session()


def test_after_too_many_wrong_codes_only_the_time_of_the_next_try_is_said() -> None:
    decided = turn(Session(), Said(CODE), stranger(wrong_codes=5))
    assert templates(decided) == ["joining/too_many.j2"]
    assert decided.effects == (BEFORE_CONSENT,)
    assert "10:00" in words(decided.replies[0])


def test_consent_with_a_name_in_the_invite_makes_the_person_known() -> None:
    decided = turn(CONSENT, Chose("yes"), stranger(papers=(paper(),)))
    assert decided.effects == (AcceptInvite(7, "Nguyễn Thị Lan", "1"),)
    assert decided.session == Session()
    assert offered(decided) == ["menu|report"]
    assert "Phòng Y tế" in words(decided.replies[0])
    assert "16 giờ 30, thứ Sáu, ngày 16/12/2022" in words(decided.replies[0])


def test_without_an_open_period_the_welcome_says_when_there_will_be_word() -> None:
    decided = turn(CONSENT, Chose("yes"), stranger())
    assert "Khi mở kỳ báo cáo" in words(decided.replies[0])


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.COORDINATOR, "menu|overview"),
        (Role.LEADER, "menu|overview"),
        (Role.UNIT_HEAD, "menu|help"),
    ],
)
def test_others_are_welcomed_with_what_is_theirs(role: Role, first: str) -> None:
    decided = turn(CONSENT, Chose("yes"), stranger(replace(INVITE, role=role)))
    assert offered(decided) == [first]


def test_without_a_name_in_the_invite_it_is_asked_after_consent() -> None:
    nameless = stranger(replace(INVITE, name=None))
    asked = turn(CONSENT, Chose("yes"), nameless)
    assert asked.session == NAMING and asked.effects == ()
    decided = turn(NAMING, Said("tôi là nguyễn thị lan ạ"), nameless)
    assert AcceptInvite(7, "Nguyễn Thị Lan", "1") in decided.effects
    assert BEFORE_CONSENT in decided.effects


@pytest.mark.parametrize("text", ["1", "x", "12345", "@@@@", "giúp", "a" * 61, "Lan\nHoa 12"])
def test_what_is_no_name_is_asked_again(text: str) -> None:
    decided = turn(NAMING, Said(text), stranger(replace(INVITE, name=None)))
    assert templates(decided) == ["joining/name_not_understood.j2"]
    assert decided.session == NAMING
    assert decided.effects == (BEFORE_CONSENT,)


def test_refusing_consent_keeps_nothing_and_tells_the_way_back() -> None:
    decided = turn(CONSENT, Chose("no"), stranger())
    assert decided.session == Session() and decided.effects == (DeclineInvite(7),)
    assert "mã mời" in words(decided.replies[0])


@pytest.mark.parametrize("event", [Said("ok"), Said("để xem đã"), Chose("yes", 3), Chose("1|2")])
def test_only_the_choice_itself_is_consent(event: Event) -> None:
    decided = turn(replace(CONSENT, question=4), event, stranger())
    assert templates(decided) == ["joining/first_contact.j2"]
    assert not [e for e in decided.effects if isinstance(e, AcceptInvite)]


def test_an_invite_that_was_used_meanwhile_is_not_accepted() -> None:
    decided = turn(CONSENT, Chose("yes"), stranger(replace(INVITE, used=True)))
    assert templates(decided) == ["joining/used_code.j2"]
    assert decided.session == Session() and decided.effects == ()


def test_a_known_person_gets_one_more_unit_without_consenting_again() -> None:
    invite = replace(INVITE, unit="xa-co-dam", unit_name="Xã Cổ Đạm", name=None)
    known = facts(LAN, found={InviteBehind(CODE): InviteFound(invite, 0)})
    for event in (Started(CODE), Said(CODE)):
        decided = turn(Session(), event, known)
        assert templates(decided) == ["joining/added.j2", "idle.j2"]
        assert AcceptInvite(7, LAN.name, "1") in decided.effects


def test_a_role_already_held_does_not_use_up_the_code() -> None:
    known = facts(LAN, found={InviteBehind(CODE): InviteFound(INVITE, 0)})
    decided = turn(Session(), Started(CODE), known)
    assert templates(decided)[0] == "joining/held_already.j2"
    assert decided.effects == (ForgetMessage("an invite code"),)
    assert Grant(INVITE.role, INVITE.unit) in LAN.grants


def test_a_known_person_who_starts_without_a_code_sees_the_main_menu() -> None:
    assert templates(turn(Session(), Started(), facts())) == ["idle.j2"]


@pytest.mark.parametrize(
    "text", ["Đã lắp 3 máy chủ DELL R740 tại UBND xã", "Họp ngày 2022 tại P305 nhà A2"]
)
def test_a_sentence_of_somebody_known_is_no_wrong_code(text: str) -> None:
    decided = turn(Session(), Said(text), facts())
    assert not [e for e in decided.effects if isinstance(e, CountWrongCode | ForgetMessage)]


def test_a_code_typed_while_a_report_is_written_is_taken_as_a_code() -> None:
    sheet = paper()
    data = {"period": sheet.period.key, "unit": sheet.unit, "item": "1.1", "seen": 0}
    known = facts(papers=(sheet,), found={InviteBehind(CODE): InviteFound(INVITE, 0)})
    decided = turn(Session("report.result", data), Said(CODE), known)
    assert decided.effects == (ForgetMessage("an invite code"),)
    assert decided.session.step == "report.result"


def test_what_cannot_be_a_code_of_ours_is_report_text() -> None:
    sheet = paper()
    data = {"period": sheet.period.key, "unit": sheet.unit, "item": "1.1", "seen": 0}
    decided = turn(Session("report.result", data), Said("DELL R740"), facts(papers=(sheet,)))
    assert any(isinstance(effect, SaveEntry) for effect in decided.effects)


@pytest.mark.parametrize("event", [Started(CODE), Said(CODE)])
def test_a_code_given_while_consent_is_asked_again_is_not_kept(event: Event) -> None:
    decided = turn(Session(), event, replace(facts(), agreed="0"))
    assert decided.effects == (ForgetMessage("an invite code"),)
    kept = turn(Session(), Said("Đã tập huấn 3 lớp"), replace(facts(), agreed="0"))
    assert kept.effects == () and "gửi lại" in words(kept.replies[0])


def test_a_code_in_a_group_is_void_and_the_group_is_left() -> None:
    decided = turn(Session(), AddedToGroup(CODE), facts(None))
    assert decided.effects == (VoidInvite(CODE), ForgetMessage("an invite code"), LeaveGroup())
    assert "đã bị hủy" in words(decided.replies[0])
    assert turn(Session(), AddedToGroup(), facts(None)).effects == (LeaveGroup(),)


_TEXTS = st.one_of(
    st.text(max_size=40), st.sampled_from([CODE, "giúp", "đồng ý", "hủy", "TỐI MẬT", "Lan"])
)
_EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Said, _TEXTS),
    st.builds(Started, _TEXTS),
    st.builds(Edited, _TEXTS, st.just("1")),
    st.builds(
        Chose, st.one_of(st.sampled_from(["no", "menu|report", "#-1"]), st.text()), st.none()
    ),
    st.builds(SentFile, st.just("f"), _TEXTS, st.just("image/png"), st.none(), _TEXTS),
    st.builds(SentUnreadable, _TEXTS),
    st.builds(AddedToGroup, _TEXTS),
    st.sampled_from([Blocked(), Apologised(), ReminderDue(())]),
)
_ALLOWED = (
    CountWrongCode,
    DeclineInvite,
    DisableAddress,
    ForgetMessage,
    LeaveGroup,
    Record,
    VoidInvite,
)
_CARRIES_TEXT = Said | Edited | SentFile | Started


@given(st.lists(_EVENTS, max_size=6), st.booleans())
def test_before_consent_nothing_a_stranger_does_is_kept(events: list[Event], good: bool) -> None:
    session = Session()
    behind = InviteFound(INVITE if good else None, 0)
    for event in events:
        known = facts(None)
        decided = handle(session, event, known, NOW)
        while isinstance(decided, LookUp):
            known = replace(known, found={**known.found, decided.wanted: behind})
            decided = handle(session, event, known, NOW)
        assert all(isinstance(effect, _ALLOWED) for effect in decided.effects)
        if isinstance(event, _CARRIES_TEXT):
            assert decided.replies
            assert any(isinstance(effect, ForgetMessage) for effect in decided.effects)
        assert set(decided.session.data) <= {"invite"}
        session = decided.session


def test_a_hand_over_is_told_to_who_is_relieved_and_to_the_coordinator() -> None:
    decided = turn(CONSENT, Chose("yes"), stranger(replace(INVITE, replaces="p-0009")))
    told = {e.audience: words(e.reply) for e in decided.effects if isinstance(e, Tell)}
    assert set(told) == {PersonIs("p-0009"), EveryoneWith(Role.COORDINATOR)}
    assert all("Nguyễn Thị Lan" in said and "Phòng Y tế" in said for said in told.values())


def test_who_joins_anew_is_announced_to_nobody() -> None:
    decided = turn(CONSENT, Chose("yes"), stranger())
    assert not [e for e in decided.effects if isinstance(e, Tell)]


# A code that brings somebody known to one more channel.

OF_LAN = replace(INVITE, person=LAN.code)


def test_one_more_channel_is_asked_consent_under_the_known_name() -> None:
    decided = turn(Session(), Started(CODE), stranger(OF_LAN))
    assert templates(decided) == ["joining/first_contact.j2"]
    assert "Kính gửi đồng chí Nguyễn Thị Lan" in words(decided.replies[0])
    assert "dùng thêm kênh này" in words(decided.replies[0])
    assert decided.session == CONSENT and decided.effects == (BEFORE_CONSENT,)


def test_with_consent_the_conversation_goes_on_at_the_new_channel() -> None:
    decided = turn(CONSENT, Chose("yes"), stranger(OF_LAN, papers=(paper(),)))
    assert decided.effects == (AcceptInvite(7, "Nguyễn Thị Lan", "1"),)
    assert templates(decided) == ["joining/welcome_back.j2"]
    assert offered(decided) == ["menu|report"]
    assert "16 giờ 30, thứ Sáu, ngày 16/12/2022" in words(decided.replies[0])


def test_without_consent_only_this_channel_is_not_used() -> None:
    decided = turn(CONSENT, Chose("no"), stranger(OF_LAN))
    assert decided.effects == (DeclineInvite(7),)
    assert "Các kênh khác" in words(decided.replies[0])


@pytest.mark.parametrize(
    ("person", "template"),
    [(LAN.code, "joining/already_here.j2"), ("p-0099", "joining/code_of_another.j2")],
)
def test_who_is_known_here_does_not_use_up_a_code_for_one_more_channel(
    person: str, template: str
) -> None:
    known = facts(found={InviteBehind(CODE): InviteFound(replace(INVITE, person=person), 0)})
    decided = turn(Session(), Said(CODE), known)
    assert templates(decided) == [template, "idle.j2"]
    assert decided.effects == (ForgetMessage("an invite code"),)
