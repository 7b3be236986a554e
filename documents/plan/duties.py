"""Report duties that a plan states: who reports to whom, and when."""

import re
from collections.abc import Iterable

from documents.plan.items import Item
from documents.plan.units import begins_unit
from documents.plan.words import WORDS, any_of, same
from domain.plan import ReportDuty

_WORDS = WORDS["duties"]
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[^\W\d_])")
_REPORT = re.compile(rf"(?<!\w){_WORDS['report']}(?!\w)")
_DUE_END = rf"(?!\w)[^;,()]*?(?=\s(?:{any_of(_WORDS['due_ends'])})(?!\w)|[;,()]|$)"
_BY = re.compile(rf"(?<!\w)(?:{any_of(_WORDS['by'])}){_DUE_END}")
_EVERY = re.compile(rf"(?<!\w)(?:{any_of(_WORDS['every'])}){_DUE_END}")
_TO = re.compile(
    rf"(?<!\w)(?:{any_of(_WORDS['to'])})\s+(?P<to>[^\W\d_].{{2,80}}?)"
    rf"(?=\s+(?:{any_of(_WORDS['by'] + _WORDS['every'] + _WORDS['to_ends'])})(?!\w)|[;,.()]|$)"
)
_VERBS = any_of([*WORDS["units"]["verbs"], *_WORDS["verbs"]])
_FROM = re.compile(rf"^(?P<who>.{{3,120}}?)\s+(?=(?:{_VERBS})(?!\w))")


def duties_in(items: Iterable[Item]) -> tuple[ReportDuty, ...]:
    """The sentences that say to report by a time; sender and receiver where they are plain."""
    sentences = (part for item in items for part in _SENTENCE.split(item.text))
    return tuple(duty for sentence in sentences if (duty := _duty(sentence)))


def _duty(sentence: str) -> ReportDuty | None:
    low = same(sentence)
    due = _BY.search(low) or _EVERY.search(low)
    if not due or not _REPORT.search(low):
        return None
    to = next((found for found in _TO.finditer(low) if _named(sentence, found)), None)
    if to is None:
        return None
    who = _FROM.match(low)
    return ReportDuty(
        sender=sentence[: who.end("who")].strip(" -:") if who and _is_subject(sentence) else None,
        receiver=sentence[to.start("to") : to.end("to")].strip(),
        due=sentence[due.start() : due.end()].strip(" ./"),
    )


def _named(sentence: str, found: re.Match[str]) -> bool:
    return sentence[found.start("to")].isupper()


def _is_subject(sentence: str) -> bool:
    """It begins with a unit or a group, not with a verb."""
    return begins_unit(sentence) and re.match(rf"(?:{_VERBS})(?!\w)", same(sentence)) is None
