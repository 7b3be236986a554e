"""Report duties that a plan states: who reports to whom, and when."""

import re
from collections.abc import Iterable, Mapping

from documents.plan.duty_rules import rules_in
from documents.plan.items import Item
from documents.plan.units import begins_unit
from documents.plan.words import WORDS, any_of, begins, same
from domain.plan import ReportDuty

_WORDS = WORDS["duties"]
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[^\W\d_])")
_REPORT = re.compile(rf"(?<!\w){_WORDS['report']}(?!\w)")
_FURTHER = rf"\s(?:{any_of(_WORDS['also'])})(?!\w)"
_DUE_END = (
    rf"(?!\w)(?:[^;,()]|,(?={_FURTHER})){{0,200}}?"
    rf"(?=\s(?:{any_of(_WORDS['due_ends'])})(?!\w)|[;()]|,(?!{_FURTHER})|$)"
)
_BY = re.compile(
    rf"(?<!\w)(?:{any_of(_WORDS['by'])})(?=\s+(?:{WORDS['dates']['day']}\s+)?\d){_DUE_END}"
)
_EVERY = re.compile(rf"(?<!\w)(?:{any_of(_WORDS['every'])}){_DUE_END}")
_TO_END = any_of(_WORDS["by"] + _WORDS["every"] + _WORDS["to_ends"])
# Behind a dash may stand what the receiver is: "Cục A - cơ quan thường trực …".
_TO = re.compile(
    rf"(?<!\w)(?:{any_of(_WORDS['to'])})\s+(?!{_WORDS['report']})(?P<to>[^\W\d_].{{2,80}}?)"
    rf"(?=\s+(?:{_TO_END})(?!\w)|\s-\s(?:{any_of(_WORDS['office'])})(?!\w)|[;,.()]|$)"
)
# Whom one reports to stands behind the verb itself where nothing else names a receiver.
_DIRECT = re.compile(
    rf"(?<!\w){_WORDS['report']}\s+(?P<to>.{{3,80}}?)(?=\s+(?:{_TO_END})(?!\w)|[;,.()]|$)"
)
_VERBS = any_of([*WORDS["units"]["verbs"], *_WORDS["verbs"]])
_FROM = re.compile(rf"^(?P<who>.{{3,120}}?)\s+(?=(?:{_VERBS})(?!\w))")
_AROUND = 60
_TOUCH = 4


def duties_in(
    items: Iterable[Item], answering: Mapping[int, tuple[str, ...]] | None = None
) -> tuple[ReportDuty, ...]:
    """The sentences that say to report by a time; sender and receiver where they are plain.

    `answering`: by line, the units of the task that stands there; they report where the sentence
    names nobody.
    """
    found: list[ReportDuty] = []
    for item in items:
        found += _of_item(item, "; ".join((answering or {}).get(item.line, ())))
    return tuple(found)


def _of_item(item: Item, units: str) -> Iterable[ReportDuty]:
    earlier: str | None = None
    for sentence in _SENTENCE.split(item.text):
        subject = _subject(sentence)
        duty = _duty(sentence, subject or units or earlier, item.line)
        earlier = subject or earlier
        if duty:
            yield duty


def _duty(sentence: str, sender: str | None, line: int) -> ReportDuty | None:
    low = same(sentence)
    span = _due(low)
    if not span or not _REPORT.search(low):
        return None
    due = sentence[slice(*span)].strip(" ./")
    due += ")" * (due.count("(") - due.count(")"))
    rules = rules_in(due, sentence[max(span[0] - _AROUND, 0) : span[1] + _AROUND])
    found_in = (found for pattern in (_TO, _DIRECT) for found in pattern.finditer(low))
    to = next((found for found in found_in if _named(sentence, found)), None)
    if to is None and not (rules and _BY.search(low)):
        return None
    receiver = sentence[to.start("to") : to.end("to")].strip() if to else None
    return ReportDuty(sender, receiver, due, rules, line)


def _due(low: str) -> tuple[int, int] | None:
    """From how often to by when, where the two touch; else by when."""
    by, every = _BY.search(low), _EVERY.search(low)
    if not by or not every:
        found = by or every
        return found.span() if found else None
    if 0 <= by.start() - every.end() <= _TOUCH:
        return every.start(), by.end()
    return by.span()


def _named(sentence: str, found: re.Match[str]) -> bool:
    """A name, or an office of one: "cơ quan BHXH"."""
    to = sentence[found.start("to") : found.end("to")]
    office = begins(to, _WORDS["office"])
    return to[0].isupper() or bool(office and any(w[0].isupper() for w in to.split()))


def _subject(sentence: str) -> str | None:
    """It begins with a unit or a group, not with a verb."""
    low = same(sentence)
    who = _FROM.match(low)
    if not who or re.match(rf"(?:{_VERBS})(?!\w)", low):
        return None
    named = sentence[: who.end("who")].strip(" -:")
    return named if begins_unit(named) else None
