"""A proposed plan, block by block: right, left out, or for later."""

from dataclasses import replace
from datetime import datetime

from domain.calendar import in_vietnam
from domain.conversation import Event, Said, Session, Turn
from domain.facts import Facts
from domain.messages import Reply
from domain.programme import Indicator
from domain.proposals import Origin, ProposedTask
from domain.verdicts import Verdict
from handlers.contract import NotUnderstood, Step
from handlers.coordinator.leaving import step
from handlers.coordinator.offering import offer
from handlers.coordinator.words import agrees, said
from handlers.proposals import taking_over
from handlers.proposals.sitting import Sitting, after_saying, sit_here

STEP = "coordinator.plan_block"


def show(sitting: Sitting, block: int) -> Turn:
    block = min(max(block, 0), len(sitting.plan.blocks) - 1)
    return Turn(sitting.at(STEP, block=block), (_question(sitting, block),))


def show_next(sitting: Sitting, block: int = -1) -> Turn:
    """The first block after `block` that is not decided on; the end where all are."""
    following = sitting.proposal.after(block)
    return taking_over.show(sitting) if following is None else show(sitting, following)


def decide(sitting: Sitting, block: int, verdict: Verdict) -> Turn:
    after, effect = sitting.decided(sitting.proposal.deciding(block, verdict))
    return replace(show_next(after, block), effects=(effect,))


def take_rest(sitting: Sitting, block: int) -> Turn:
    """This block and all that nothing was decided on yet."""
    after, effect = sitting.decided(sitting.proposal.taking_rest(block))
    return replace(show_next(after), effects=(effect,))


def _question(sitting: Sitting, place: int) -> Reply:
    plan, verdicts = sitting.plan, sitting.proposal.verdicts
    block = plan.blocks[place]
    yes, no = (
        ("import_carry", "import_not_carry")
        if block.unfinished
        else ("import_right", "import_out")
    )
    rest = [n for n in sitting.proposal.pending if n != place and not plan.blocks[n].unfinished]
    choices = [sitting.choice("take", yes, place), sitting.choice("leave", no, place)]
    if rest and not block.unfinished:
        choices.append(sitting.choice("rest", "import_all", place, count=len(rest) + 1))
    if verdicts[place] is not Verdict.PENDING:
        choices.append(sitting.choice("resume", "import_go_on"))
    if place:
        choices.append(sitting.choice("show", "import_before", place - 1))
    choices.append(sitting.choice("later", "import_later"))
    return offer(
        "proposals/block.j2",
        *choices,
        number=place + 1,
        count=len(plan.blocks),
        heading=block.heading,
        units=[sitting.name(code) for code in block.units],
        unfinished=block.unfinished,
        verdict=verdicts[place],
        tasks=[task_data(sitting, proposed, block.units) for proposed in block.tasks],
    )


def task_data(
    sitting: Sitting, proposed: ProposedTask, units: tuple[str, ...]
) -> dict[str, object]:
    """`units` are the block's: those of a task are named where they are others."""
    task = proposed.task
    own = task.units if set(task.units) != set(units) else ()
    today = in_vietnam(sitting.now).date().isoformat()
    new = proposed.origin in (Origin.CHANGED, Origin.ADDED)
    return {
        "code": task.code,
        "title": task.text if new else task.short_title,
        "origin": proposed.origin,
        "units": [sitting.name(code) for code in own],
        "lead": sitting.name(task.lead) if task.lead else None,
        "supporting": [sitting.name(name) for name in task.supporting],
        "product": task.product,
        "deadline": task.deadline,
        "over": task.deadline is not None and task.deadline < today,
        "indicators": [_indicator_data(indicator) for indicator in task.indicators],
        "statuses": list(proposed.statuses),
    }


def _indicator_data(indicator: Indicator) -> dict[str, object]:
    return {
        "name": indicator.name,
        "comparator": indicator.comparator,
        "target": indicator.target,
        "unit": indicator.unit_of_measure,
    }


def _ask(session: Session, facts: Facts, now: datetime) -> Reply:
    sitting = sit_here(session, facts, now)
    return _question(sitting, _place(sitting))


def _answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Buttons are handled where they are valid at any time; here is what may be typed."""
    if not isinstance(event, Said):
        raise NotUnderstood
    sitting = sit_here(session, facts, now)
    place = _place(sitting)
    deed = _deed(event.text)
    if deed is None or (deed == "import_all" and sitting.plan.blocks[place].unfinished):
        raise NotUnderstood
    if deed == "import_later":
        return taking_over.put_off(sitting)
    if session.data["version"] != sitting.proposal.version:
        return after_saying(show(sitting, place), sitting.moved())
    if deed == "import_all":
        return take_rest(sitting, place)
    return decide(sitting, place, Verdict.LEFT_OUT if deed == "import_out" else Verdict.TAKEN)


def _deed(text: str) -> str | None:
    typed = next((deed for deed in _TYPED if said(text, deed)), None)
    return "import_carry" if typed is None and agrees(text) else typed


_TYPED = ("import_all", "import_out", "import_later", "import_carry")


def _back(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    sitting = sit_here(session, facts, now)
    return show(sitting, _place(sitting) - 1)


def _place(sitting: Sitting) -> int:
    block = sitting.session.data["block"]
    assert isinstance(block, int)
    return block


STEPS: dict[str, Step] = {STEP: replace(step(_ask, _answer), back=_back)}
