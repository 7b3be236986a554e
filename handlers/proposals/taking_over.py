"""The end of a proposed plan: what it changes in the programme, then yes or no."""

from datetime import datetime

from domain.conversation import Event, Said, Session, Turn
from domain.effects import DropProposal, ProposeNext, ReadPlan, TakeOverPlan
from domain.facts import Facts
from domain.messages import Choice, Reply
from domain.plan import PlanChanges, changes_by_code, empty_groups
from domain.programme import Programme
from domain.proposals import PlanMovedOn
from domain.proposed_programme import programme_of
from domain.verdicts import Verdict
from handlers.contract import NotUnderstood, Step
from handlers.coordinator.leaving import step
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import few
from handlers.coordinator.words import agrees, declines, said
from handlers.proposals.sitting import Sitting, after_saying, sit_here

STEP = "coordinator.plan_apply"
_MOST_NAMED = 10


def show(sitting: Sitting) -> Turn:
    return Turn(sitting.at(STEP), (_question(sitting),))


def put_off(sitting: Sitting) -> Turn:
    """Everything decided so far is kept."""
    reply = offer(
        "proposals/put_off.j2",
        sitting.choice("resume", "import_go_on"),
        sitting.choice("drop", "import_drop"),
        Choice("overview", "order_overview"),
        name=sitting.plan.name,
        from_report=sitting.plan.is_from_report,
    )
    return Turn(sitting.idle, (reply,))


def take_over(sitting: Sitting) -> Turn:
    programme = _taken(sitting)
    if sitting.has_moved_on or not _is_worth_it(sitting, programme):
        return show(sitting)
    alone = len({*sitting.behind.titles, programme.code}) == 1
    opens = [Choice("open_period", "order_open_now")] if alone else []
    reply = offer(
        "proposals/taken_over.j2",
        *opens,
        Choice("overview", "order_overview"),
        title=programme.title,
        version=sitting.plan.base + 1,
        followed=sitting.followed.programme is not None,
        alone=alone,
        code=programme.code,
        empty=[group.name for group in empty_groups(programme)],
    )
    effect = TakeOverPlan(sitting.proposal.id, sitting.proposal.version)
    return Turn(sitting.idle, (reply,), (effect,))


def drop(sitting: Sitting) -> Turn:
    reply = offer(
        "proposals/dropped.j2", Choice("overview", "order_overview"), name=sitting.plan.name
    )
    return Turn(sitting.idle, (reply,), (_drop(sitting),))


def read_anew(sitting: Sitting) -> Turn:
    """The same source against the programme as it stands now: the proposal gives way to it."""
    plan = sitting.plan
    kind, what, *read_as = plan.source.split(":")
    if kind == "report":
        return Turn(sitting.idle, (), (ProposeNext(int(what)),))
    return Turn(sitting.idle, (), (ReadPlan(what, plan.name, *read_as),))


def read_as(sitting: Sitting, programme: str) -> Turn:
    """A document as a new version of a programme whose title is another."""
    plan = sitting.plan
    if plan.is_from_report or programme not in sitting.behind.titles:
        raise NotUnderstood
    sha256 = plan.source.split(":")[1]
    return Turn(sitting.idle, (), (_drop(sitting), ReadPlan(sha256, plan.name, programme)))


def _drop(sitting: Sitting) -> DropProposal:
    return DropProposal(sitting.proposal.id, sitting.proposal.version)


def _question(sitting: Sitting) -> Reply:
    if sitting.has_moved_on:
        return _moved_on(sitting)
    programme = _taken(sitting)
    if not _is_worth_it(sitting, programme):
        return _nothing(sitting, programme)
    verdicts = sitting.proposal.verdicts
    return offer(
        "proposals/changes.j2",
        sitting.choice("apply", "import_apply"),
        sitting.choice("show", "import_again"),
        sitting.choice("later", "order_not_now"),
        title=programme.title,
        followed=sitting.followed.programme is not None,
        taken=verdicts.count(Verdict.TAKEN),
        left_out=verdicts.count(Verdict.LEFT_OUT),
        tasks=len(programme.tasks),
        **_changes_data(_changes(sitting, programme)),
        empty=[group.name for group in empty_groups(programme)],
    )


def _taken(sitting: Sitting) -> Programme:
    return programme_of(sitting.plan, sitting.proposal.verdicts)


def _changes(sitting: Sitting, programme: Programme) -> PlanChanges:
    """For a new programme everything is added, which need not be told."""
    followed = sitting.followed.programme
    return changes_by_code(followed, programme) if followed else PlanChanges()


def _changes_data(changes: PlanChanges) -> dict[str, object]:
    kinds = {
        "added": changes.added,
        "changed": tuple(change.new for change in changes.changed),
        "ended": changes.ended,
    }
    data: dict[str, object] = {"beside": list(changes.beside)}
    for kind, tasks in kinds.items():
        data |= few(kind, [f"{task.code} {task.short_title}" for task in tasks], _MOST_NAMED)
        data[f"{kind}_count"] = len(tasks)
    return data


def _is_worth_it(sitting: Sitting, programme: Programme) -> bool:
    """Whether there are tasks, and something changes."""
    if not programme.tasks:
        return False
    return sitting.followed.programme is None or not _changes(sitting, programme).is_empty


def _nothing(sitting: Sitting, programme: Programme) -> Reply:
    return offer(
        "proposals/nothing.j2",
        *([sitting.choice("show", "import_again")] if sitting.plan.blocks else []),
        sitting.choice("drop", "import_drop"),
        tasks=len(programme.tasks),
        title=programme.title,
    )


def _moved_on(sitting: Sitting) -> Reply:
    return offer(
        PlanMovedOn.template,
        sitting.choice("anew", "import_anew"),
        sitting.choice("drop", "import_drop"),
        title=sitting.plan.shell.title,
    )


def _ask(session: Session, facts: Facts, now: datetime) -> Reply:
    return _question(sit_here(session, facts, now))


def _answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    sitting = sit_here(session, facts, now)
    match event:
        case Said(text=text) if declines(text):
            return put_off(sitting)
        case Said(text=text) if agrees(text) or said(text, "import_apply"):
            if session.data["version"] != sitting.proposal.version:
                return after_saying(show(sitting), sitting.moved())
            return take_over(sitting)
        case _:
            raise NotUnderstood


STEPS: dict[str, Step] = {STEP: step(_ask, _answer)}
