"""The buttons about proposed plans: "proposal|<id>|<deed>|<version seen>|<block>"."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias

from domain.conversation import Chose, Event, Session, Turn
from domain.facts import Facts
from domain.people import Power
from domain.verdicts import Verdict
from handlers.contract import NotUnderstood
from handlers.coordinator.call import require
from handlers.proposals import blocks, offering, taking_over
from handlers.proposals.sitting import Sitting, after_saying, sit_down

_LONGEST_NUMBER = 15
"""Of digits: a forged button may say more than the books can be asked for."""
Deed: TypeAlias = Callable[[Sitting, str], Turn]


def press(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Looking is always possible; what changes something is done on what was seen only."""
    assert isinstance(event, Chose)
    require(facts, Power.COORDINATE)
    _, number, deed, seen, argument = (*event.key.split("|"), *("",) * 5)[:5]
    if (
        not number.isdecimal()
        or len(number) > _LONGEST_NUMBER
        or deed not in {*_LOOKING, *_CHANGING}
    ):
        raise NotUnderstood
    sitting = sit_down(session, facts, now, int(number))
    if deed in _LOOKING:
        return _LOOKING[deed](sitting, argument)
    if seen != str(sitting.proposal.version):
        return after_saying(blocks.show_next(sitting), sitting.moved())
    return _CHANGING[deed](sitting, argument)


def _place(sitting: Sitting, argument: str) -> int:
    place = int(argument) if argument.isdecimal() else -1
    if place not in range(len(sitting.plan.blocks)):
        raise NotUnderstood
    return place


_LOOKING: Mapping[str, Deed] = {
    "resume": lambda sitting, _: blocks.show_next(sitting),
    "show": lambda sitting, block: blocks.show(sitting, _place(sitting, block)),
    "unplaced": lambda sitting, page: offering.unplaced(sitting, page),
    "later": lambda sitting, _: taking_over.put_off(sitting),
}
_CHANGING: Mapping[str, Deed] = {
    "take": lambda sitting, block: blocks.decide(sitting, _place(sitting, block), Verdict.TAKEN),
    "leave": lambda sitting, block: blocks.decide(
        sitting, _place(sitting, block), Verdict.LEFT_OUT
    ),
    "rest": lambda sitting, block: blocks.take_rest(sitting, _place(sitting, block)),
    "apply": lambda sitting, _: taking_over.take_over(sitting),
    "drop": lambda sitting, _: taking_over.drop(sitting),
    "anew": lambda sitting, _: taking_over.read_anew(sitting),
    "as": lambda sitting, code: taking_over.read_as(sitting, code),
}
