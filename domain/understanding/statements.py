"""Reads a short statement about a task: signals, a percentage, a day, and what is left over."""

import re
from dataclasses import dataclass
from decimal import Decimal

from domain.understanding.answers import REJECT, UNCLEAR, Context, Understood
from domain.understanding.day_words import find_moments
from domain.understanding.lexicon import fill
from domain.understanding.literals import LITERAL, read_literal
from domain.understanding.moments import Almanac, Moment


def words(grammar: str) -> re.Pattern[str]:
    return fill(grammar, "status")


SIGNALS = (
    ("nothing", words("{nothing}(?! {troubles})")),
    *(
        (name, words("{" + name + "}"))
        for name in ("waiting", "partly", "unfinished", "not_started", "doing", "done")
    ),
)
"""In the order in which they claim their words: "chưa xong" is no "xong"."""

DONE = words("{done}")
ALONE = words("{not_started_alone}")
HINT = words("{hint}")
ALMOST = words("{almost}")
DENIAL = words("{denial}")
PLANNED = words("{planned}")
START = words("{planned} (?:\\w+ )?{plans_to_start}")
QUESTION = words(r"\?|{questions}$")
REST = words("{rest}")
EXCEPT = words("{except}")
PLAN_ALONE = words("{planned_alone}")
REMAINING = words("{remaining} ?$")
_RISING = words("{rising}")
_REASON = words(r"[,.;(-]? ?(?<!\w){reason}(?: .*|$)")
_FROM = words("{started_from} ?$")
UNTIL = words("{until} ?$")
ALREADY = words("{already}")
AROUND = words("{around}")
PART = words(r"{part}")
SHARE = words(
    r"(?<!ngay )(?<!ngayˋ )(?<![\d/.,])(?P<part>\d{1,4}) ?/ ?(?P<whole>\d{1,4})(?![\d/.,])"
    r"(?:(?P<of> {part})|(?<= [1-9]/[1-9])(?= |$|[.,;]))"
)
DONE_TO = words(r"(?:(?:{done}|{doing}|{plans_to_start}) ?)?(?:{before_percent} ?)*$")
PERCENT = fill(rf"(?P<sign>[-+])?(?<!\d)(?P<number>{LITERAL}) ?(?:%|{{percent}})", "numbers")
RANGE = re.compile(rf"(?<!\d)(?:{LITERAL}) ?%? ?- ?(?:{LITERAL}) ?%")


@dataclass(frozen=True, slots=True)
class Statement:
    """What was found in a message: signals, the percentage, the day, and the words left over."""

    text: str
    signals: frozenset[str]
    percent: Decimal | None
    moment: Moment | None
    rest: str
    planned: bool


def value(match: re.Match[str]) -> Decimal | None:
    literal = read_literal(match["number"])
    if literal.doubt not in {"", "point"} or match["sign"] == "-":
        return None
    return literal.value


def moments(text: str, context: Context) -> list[Moment]:
    without = PERCENT.sub(lambda match: " " * len(match[0]), text)
    return find_moments(without, Almanac(context.today, "said", context.is_working_day))


def read(text: str, moments: list[Moment]) -> Statement | Understood:
    reason = _REASON.search(text)
    core = text[: reason.start()] if reason and _explains(text[: reason.start()]) else text
    kept = [moment for moment in moments if moment.end <= len(core)]
    masked = core
    for moment in kept:
        masked = masked[: moment.start] + "\0" * (moment.end - moment.start) + masked[moment.end :]
    percents = [match for match in PERCENT.finditer(masked) if _is_progress(match, masked)]
    if len(percents) > 1 or len(kept) > 2:
        return UNCLEAR
    percent = _percent(percents[0], masked) if percents else None
    if percents and percent is None:
        return REJECT
    masked = PERCENT.sub(" ", masked)
    signals, rest = _claimed(masked)
    meant = _meant(core, kept, signals)
    planned = bool(PLANNED.search(rest))
    return Statement(core, frozenset(signals), percent, meant, rest.replace("\0", ""), planned)


def _explains(before: str) -> bool:
    """Whether what follows `before` is only the reason: never behind "xong", where it limits."""
    return _claimed(before)[0] > set() and "done" not in _claimed(before)[0]


def _is_progress(match: re.Match[str], text: str) -> bool:
    """Whether a percentage is the task's own: it stands alone or behind "xong", "được", "còn"."""
    before = text[: match.start()].rstrip()
    if _RISING.search(before[-12:]):
        return False
    if not before or before[-1] in ",(:;-" or REMAINING.search(before):
        return True
    told = DONE_TO.search(before)
    return bool(told and told[0])


def _percent(match: re.Match[str], text: str) -> Decimal | None:
    said = value(match)
    if said is not None and REMAINING.search(text[: match.start()]):
        return 100 - said
    return said


def _claimed(text: str) -> tuple[set[str], str]:
    signals = set()
    for name, pattern in SIGNALS:
        if pattern.search(text):
            signals.add(name)
            text = pattern.sub("\1", text)
    return signals, text.replace("\1", " ")


def _meant(text: str, moments: list[Moment], signals: set[str]) -> Moment | None:
    """The day of completion: not the one something began on."""
    begun = signals != {"done"}
    ends = [one for one in moments if not (begun and _FROM.search(text[: one.start]))]
    return ends[0] if len(ends) == 1 else None


def left_over(text: str) -> list[str]:
    return re.findall(r"\w+", AROUND.sub(" ", text))
