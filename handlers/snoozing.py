""" "Nhắc lại sau 2 giờ", "chiều mai": the reminders of one person, put off."""

from datetime import date, datetime, time, timedelta

from domain.calendar import at_time, in_vietnam
from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import Snooze
from domain.facts import Facts
from domain.ladder import next_working_moment
from domain.messages import Choice, Reply
from domain.submission import Paper
from domain.understanding import understand
from handlers.contract import AskAgain, question
from handlers.owing import due_of, owed_papers

_AFTERNOON = time(14, 0)
_LONGEST = timedelta(days=60)


def snooze(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """By a choice "snooze|2h" or by words; the conversation under way goes on."""
    owed = owed_papers(facts)
    if not owed:
        raise AskAgain(Reply("reminding/nothing_owed.j2"))
    asked = _asked_for(event, facts, now)
    if asked is None or not now < asked <= now + _LONGEST:
        return Turn(session, (_ask_when(),))
    until = next_working_moment(asked, facts.rules.hours, facts.calendar)
    raise AskAgain(_confirmed(until, asked, owed[0]), Snooze(until))


def _asked_for(event: Event, facts: Facts, now: datetime) -> datetime | None:
    match event:
        case Chose(key):
            return _offered(key.partition("|")[2], facts, now)
        case Said(text):
            return _typed(text, facts, now)
        case _:
            return None


def _offered(what: str, facts: Facts, now: datetime) -> datetime | None:
    tomorrow = in_vietnam(now).date() + timedelta(days=1)
    match what:
        case "2h":
            return now + timedelta(hours=2)
        case "tomorrow":
            return at_time(tomorrow, facts.rules.day_start)
        case "tomorrow_afternoon":
            return at_time(tomorrow, _AFTERNOON)
        case _:
            return None


def _typed(text: str, facts: Facts, now: datetime) -> datetime | None:
    local = in_vietnam(now)
    context = {"step": "menu", "now": local.isoformat(), "today": local.date().isoformat()}
    until = understand("command", text, context).get("until")
    if until is None:
        return None
    if len(str(until)) == len("2026-11-13"):
        return at_time(date.fromisoformat(str(until)), facts.rules.day_start)
    moment = datetime.fromisoformat(str(until))
    return moment if moment.tzinfo else moment.replace(tzinfo=local.tzinfo)


def _ask_when() -> Reply:
    return question(
        "reminding/ask_when.j2",
        Choice("snooze|2h", "snooze_2h"),
        Choice("snooze|tomorrow", "snooze_tomorrow"),
        Choice("snooze|tomorrow_afternoon", "snooze_tomorrow_afternoon"),
    )


def _confirmed(until: datetime, asked: datetime, first: Paper) -> Reply:
    due = due_of(first)
    return Reply(
        "reminding/snoozed.j2",
        {
            "until": until.isoformat(),
            "moved": until != asked,
            "past_due": until > due,
            "due": due.isoformat(),
            "unit": first.unit_name,
        },
    )
