"""How a proposed plan begins: a document is asked for, an issued report is taken, and what was
made of it is shown at a glance."""

from datetime import datetime

from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import ForgetFiles, ForgetMessage, ProposeNext, Record
from domain.facts import Facts
from domain.messages import Choice, Reply
from domain.people import Power
from domain.plan import empty_groups
from domain.proposal_events import IssuedReportOf, OpenProposals, PlanProposed, PlanUnread
from domain.proposed_programme import programme_of
from domain.verdicts import Verdict
from handlers.contract import NotUnderstood, Step, found
from handlers.coordinator.call import Call, require
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import few
from handlers.coordinator.refusals import NotIssued
from handlers.coordinator.words import declines
from handlers.proposals.sitting import Sitting, sit_down

FILE = "coordinator.plan_file"
_MOST_NAMED = 8
_MOST_OPEN = 5


def import_plan(call: Call) -> Turn:
    here = call.session.at(FILE)
    return Turn(here, (_ask_file(here, call.facts, call.now),))


def _ask_file(session: Session, facts: Facts, now: datetime) -> Reply:
    waiting = found(facts, OpenProposals(), tuple)[:_MOST_OPEN]
    going_on = [
        Choice(
            f"proposal|{number}|resume",
            "import_go_on_with",
            {"name": name, "from_report": from_report},
        )
        for number, name, from_report in waiting
    ]
    return offer(
        "proposals/file.j2",
        *going_on,
        Choice("no", "order_not_now"),
        open=len(going_on),
        person=facts.person.code if facts.person else "",
    )


def _file_said(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """A file is an event of its own."""
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Said(text=text) if declines(text):
            return leave(session, event, facts, now)
        case _:
            raise NotUnderstood


def next_plan(call: Call) -> Turn:
    """What was made of the report comes as an event, in the same moment as a rule."""
    issued = found(call.facts, IssuedReportOf(call.period.key), tuple)
    if not issued:
        raise NotIssued(period=call.period.code)
    return Turn(call.idle, (), (ProposeNext(issued[0].id),))


def proposed(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """The conversation under way is not disturbed: all buttons name the proposal."""
    assert isinstance(event, PlanProposed)
    require(facts, Power.COORDINATE)
    sitting = sit_down(session, facts, now, event.proposal)
    return Turn(session, (_glance(sitting),))


def unread(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    assert isinstance(event, PlanUnread)
    another = Choice("import_plan", "import_another"), Choice("overview", "order_overview")
    reply = offer(event.reply.template, *another, **event.reply.data)
    if not event.forget:
        return Turn(session, (reply,))
    # The event itself names the file, and would keep it.
    forgetting = ForgetMessage("state secret"), ForgetFiles(sha256=(event.forget,))
    record = Record("state_secret_refused", {"what": "plan"})
    return Turn(session, (reply,), (*forgetting, record))


def _glance(sitting: Sitting) -> Reply:
    plan, followed = sitting.plan, sitting.followed.programme
    unfinished = sum(len(block.tasks) for block in plan.blocks if block.unfinished)
    decided = len(plan.blocks) - len(sitting.proposal.pending)
    see = "import_go_on" if decided else "import_see"
    left = len(plan.unplaced)
    return offer(
        "proposals/glance.j2",
        sitting.choice("resume", see),
        *([sitting.choice("unplaced", "import_unplaced", count=left)] if left else []),
        *_as_newer_form(sitting),
        sitting.choice("drop", "import_drop"),
        name=plan.name,
        from_report=plan.is_from_report,
        title=plan.shell.title,
        issuer=plan.shell.frame.issuer,
        receiver=plan.shell.frame.receiver,
        followed=followed.title if followed else None,
        blocks=sum(not block.unfinished for block in plan.blocks),
        tasks=sum(1 for _ in plan.tasks()),
        indicators=sum(len(task.indicators) for task in plan.tasks()),
        duties=len(plan.report_duties),
        unplaced=left,
        unfinished=unfinished,
        decided=decided,
        **_units_data(sitting),
    )


def _as_newer_form(sitting: Sitting) -> list[Choice]:
    """A plan under another title may still be a new version of one that is followed."""
    if sitting.plan.base or sitting.plan.is_from_report:
        return []
    return [
        Choice(
            f"proposal|{sitting.proposal.id}|as|{sitting.proposal.version}|{code}",
            "import_as",
            {"title": title},
        )
        for code, title in sitting.behind.titles.items()
    ]


def _units_data(sitting: Sitting) -> dict[str, object]:
    everything = tuple(Verdict.TAKEN for _ in sitting.plan.blocks)
    programme = programme_of(sitting.plan, everything)
    answering = programme.tasks_by_unit()
    units = [unit for unit in programme.units if unit.code in answering]
    new = [unit.name for unit in units if unit.code not in sitting.facts.units]
    return {
        "known": len(units) - len(new),
        "new_count": len(new),
        **few("new", new, _MOST_NAMED),
        "empty": [group.name for group in empty_groups(programme)],
    }


def unplaced(sitting: Sitting, page: str) -> Turn:
    """The paragraphs that the reader could not place, a page at a time."""
    size, number = sitting.facts.rules.page_size, int(page) if page.isdecimal() else 0
    lines = sitting.plan.unplaced
    shown = lines[number * size : (number + 1) * size]
    if not shown:
        raise NotUnderstood
    more = len(lines) > (number + 1) * size
    reply = offer(
        "proposals/unplaced.j2",
        *([sitting.choice("unplaced", "next_page", number + 1)] if more else []),
        sitting.choice("resume", "import_see"),
        sitting.choice("drop", "import_drop"),
        count=len(lines),
        first=number * size + 1,
        lines=[line.text.strip("-•* ") for line in shown],
    )
    return Turn(sitting.session, (reply,))


STEPS: dict[str, Step] = {FILE: step(_ask_file, _file_said)}
