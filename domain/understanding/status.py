"""How far a task is, from a short statement."""

import re
from decimal import Decimal

from domain.understanding import statements as reading
from domain.understanding.answers import LONG_ANSWER, REJECT, UNCLEAR, Context, Understood
from domain.understanding.descriptions import described
from domain.understanding.folding import fold
from domain.understanding.lexicon import polite_off
from domain.understanding.verdicts import JUDGES, json_number, plan

_NEGATIVE = re.compile(r"[-\u2212\u2013] ?\d+(?:[.,]\d+)? ?%")
_LINE_END = re.compile(r"[ .;,]*\s*\n\s*")


def understand_status(text: str, context: Context) -> Understood:
    """done, doing, not_started or nothing_to_report with `percent` and `date`, or a question."""
    if len(text) > LONG_ANSWER:
        return UNCLEAR
    folded = polite_off(fold(_LINE_END.sub(". ", text.strip())))
    said = folded.text
    if _NEGATIVE.match(text.strip()):
        return REJECT
    if reading.ALONE.fullmatch(said):
        return Understood("not_started")
    if reading.QUESTION.search(fold(text).text.rstrip(" .!\"'")) or reading.QUESTION.search(said):
        return REJECT
    if not any(pattern.search(said) for _, pattern in reading.SIGNALS):
        return _without_signal(said, context)
    if reading.DENIAL.search(said) or reading.RANGE.search(said):
        return UNCLEAR
    return _described(said, context) or _whole(said, context)


def _described(text: str, context: Context) -> Understood | None:
    """A completion that is clear by itself, in front of or behind what was done."""
    for statement in described(text, context):
        judged = _whole(statement, context)
        if judged.head == "done":
            return judged
    return None


def _whole(said: str, context: Context) -> Understood:
    share = reading.SHARE.search(said)
    if share and _is_share(share):
        return _shared(share, said, context)
    return _judged(said, context)


def _is_share(match: re.Match[str]) -> bool:
    """Whether "a/b" may be a share: of named things, a small fraction, or all of them."""
    part, whole = int(match["part"]), int(match["whole"])
    return match["of"] is not None or part == whole or (part < whole <= 5)


def _shared(match: re.Match[str], text: str, context: Context) -> Understood:
    """ "Xong 3/5 xã" is being done; "xong 2/3" may be a share or a day."""
    if not match["of"] or int(match["part"]) > int(match["whole"]):
        return UNCLEAR
    rest = _judged(text[: match.start()] + text[match.end() :], context)
    if rest.head == "done" and match["part"] == match["whole"]:
        return rest
    sound = rest.head in {"done", "doing"} and not rest.get("date")
    return Understood("doing") if sound else UNCLEAR


def _without_signal(text: str, context: Context) -> Understood:
    """A bare percentage, a bare plan ("dự kiến 20/12"), or no answer."""
    percents = list(reading.PERCENT.finditer(text))
    percent = reading.value(percents[0]) if len(percents) == 1 else None
    if len(percents) == 1 and not reading.RANGE.search(text):
        before, after = text[: percents[0].start()].rstrip(), text[percents[0].end() :]
        if not reading.left_over(reading.DONE_TO.sub("", before) + " " + after):
            return _by_percent(percent)
    moments = reading.moments(text, context)
    if any(moment.kind == "bad" for moment in moments):
        return REJECT
    planned = reading.PLAN_ALONE.search(text) and not reading.START.search(text)
    if len(moments) == 1 and planned and not (percents and percent is None):
        return plan(moments[0], context, percent)
    return UNCLEAR if percents or moments or reading.HINT.search(text) else REJECT


def _by_percent(percent: Decimal | None) -> Understood:
    if percent is None or not 0 <= percent <= 100:
        return REJECT
    head = {0: "not_started", 100: "done"}.get(int(percent * 100) // 100, "doing")
    head = "doing" if percent not in (0, 100) else head
    return Understood(head, {"percent": json_number(percent)})


def _judged(text: str, context: Context) -> Understood:
    moments = reading.moments(text, context)
    if any(moment.kind == "bad" for moment in moments):
        return REJECT
    statement = reading.read(text, moments)
    if isinstance(statement, Understood):
        return statement
    if statement.percent is not None and not 0 <= statement.percent <= 100:
        return REJECT
    judge = JUDGES.get(statement.signals)
    return judge(statement, context) if judge else UNCLEAR
