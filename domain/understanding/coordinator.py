"""What the coordinator orders; a negated order is no order."""

import re
from dataclasses import dataclass, replace

from domain.understanding.answers import LONG_ANSWER, NONE, UNCLEAR, Context, Understood
from domain.understanding.folding import Folded, fold
from domain.understanding.lexicon import fill, polite_off
from domain.understanding.order_parts import Parts, find_parts
from domain.understanding.periods import find_period
from domain.understanding.questions import is_asked_order, is_question, question

_HEADS = (
    *("overview", "chase", "view", "return", "approve", "extend", "compile", "open_period"),
    *("lock_period", "reopen", "invite", "enter_for", "sign_off", "issue", "hand_over", "ask"),
    *("rewrite", "proofread", "brief", "extract"),
)
_BEFORE = fill(r"(?:{before} ?[,:]? ?)*", "coordinator")
_NEGATION = fill(r"(?:{before} )*{negation}(?!\w)", "coordinator")
_NEGATED_AFTER = fill(r"(?<!\w){negation_after}$", "coordinator")
_EXCEPT = fill(r"{except}", "coordinator")
_ISSUED = fill(r"\d|(?:{issue_of})(?!\w)", "coordinator")
_HEADING = fill(r"[ivx\d]+(?:\.\w{1,2})*$|(?:{heading_of})(?!\w)", "coordinator")
_TO_SOMEBODY = fill(r"(?:^|[ ,:]+)(?:{hand_over_to})(?!\w).*$", "coordinator")
_OF_REPORT = frozenset({"rewrite", "proofread"})
_ANSWERS = frozenset({"overview", "ask"})
_NO_UNIT = frozenset({"compile", "open_period", "lock_period", "sign_off", "issue", "brief"})
_REASONED = frozenset({"return", "reopen", "extend"})
_DATED = frozenset({"return", "extend", "open_period"})
_PERIODIC = frozenset(
    {"overview", "chase", "view", "compile", "open_period", "lock_period", "reopen", "sign_off"}
    | {"brief", "extract"}
)
_EXTRACTED = fill(
    r"(?:{heading} )?(?P<top>x{0,3}(?:ix|iv|v?i{0,3})|[1-9]\d?$)"
    r"(?P<below>(?:\.[1-9]\d?)?(?:\.\w{1,2})?)(?!\w)(?P<rest>.*)",
    "coordinator",
)

_LETTERED = re.compile(r"(?<!\w)[ivx]+(?:\.[1-9]\d?)?\.a$")
"""The letter of a heading at the end is no "ạ"."""


@dataclass(frozen=True, slots=True)
class _Verb:
    head: str
    end: int


_VERBS = {head: fill("{" + head + "}", "coordinator") for head in _HEADS}


def understand_coordinator(text: str, context: Context) -> Understood:
    """The order with its `unit`, `task`, `reason`, `until`, `days`, `period` and `kind`."""
    if len(text) > LONG_ANSWER:
        return NONE
    folded = fold(text)
    if not _LETTERED.search(folded.text):
        folded = polite_off(folded)
    if not folded.text:
        return NONE
    asked = is_question(text, folded.text)
    if _NEGATION.match(folded.text):
        return question(folded, context) if asked else NONE
    verb = _verb(folded.text)
    if verb is None or (is_asked_order(text, folded.text) and verb.head not in _ANSWERS):
        return question(folded, context) if asked else NONE
    if verb.head == "ask":
        return question(folded.cut(verb.end, len(folded.text)), context, ordered=True)
    return _order(verb, folded.cut(verb.end, len(folded.text)).trimmed(" ,.;-"), context)


def _verb(text: str) -> _Verb | None:
    """The order at the beginning of `text`, behind "đề nghị", "giúp tôi"; the longest wins."""
    start = _BEFORE.match(text) or re.match("", text) or None
    at = start.end() if start else 0
    found = [
        _Verb(head, match.end())
        for begin in {0, at}
        for head, pattern in _VERBS.items()
        if (match := pattern.match(text, begin))
    ]
    return max(found, key=lambda verb: verb.end, default=None)


def _order(verb: _Verb, rest: Folded, context: Context) -> Understood:
    if verb.head == "issue":
        return Understood("issue") if not rest.text or _ISSUED.match(rest.text) else NONE
    if verb.head in _OF_REPORT:
        return _of_report(verb.head, rest, context)
    if verb.head == "extract" and (found := _EXTRACTED.fullmatch(rest.text)) and found["top"]:
        return _extract(rest, found, context)
    if verb.head == "hand_over":
        to = _TO_SOMEBODY.search(rest.text)
        rest = rest.cut(0, to.start()) if to else rest
    if _EXCEPT.search(rest.text.split(" vì ")[0]) and verb.head != "return":
        return UNCLEAR
    if verb.head not in _REASONED and _NEGATED_AFTER.search(" " + rest.text):
        return NONE
    parts = find_parts(rest, context, reasoned=verb.head in _REASONED)
    if parts is None or _second_verb(parts):
        return UNCLEAR if parts is not None or context.units else NONE
    return _checked(verb.head, parts, context)


def _of_report(head: str, rest: Folded, context: Context) -> Understood:
    """About the compiled report: which heading is meant only who has the report can tell."""
    if rest.text and not _HEADING.match(rest.text):
        return NONE
    if _NEGATED_AFTER.search(" " + rest.text):
        return NONE
    period = find_period(rest.text, context)
    return Understood(head, {"period": period.code} if period and period.code else {})


def _extract(rest: Folded, found: re.Match[str], context: Context) -> Understood:
    """ "Trích mục III kỳ 2022": the heading as it is numbered in the report ("I.3.đ")."""
    parts = find_parts(rest.cut(found.start("rest"), len(rest.text)), context, reasoned=False)
    if parts is None or parts.leftover or parts.units or parts.task:
        return UNCLEAR
    below = rest.source(found.start("below"), found.end("below")).lower()
    return _checked("extract", replace(parts, heading=found["top"].upper() + below), context)


def _second_verb(parts: Parts) -> bool:
    """ "Duyệt xã A, trả lại xã B": two orders in one message."""
    return parts.leftover != "" and any(
        pattern.search(parts.leftover) for head, pattern in _VERBS.items() if head != "ask"
    )


def _checked(head: str, parts: Parts, context: Context) -> Understood:
    """The order, where all that was said has a place in it."""
    if head == "overview" and parts.units:
        head = "view"
    if parts.leftover or (parts.units and head in _NO_UNIT):
        return _unplaced(head, parts)
    if head == "extract" and parts.task:
        return UNCLEAR
    if parts.bad_date or (parts.until and head not in _DATED):
        return UNCLEAR
    return Understood(head, _keys(head, parts))


def _keys(head: str, parts: Parts) -> dict[str, object]:
    said = {
        "unit": ", ".join(parts.units),
        "task": parts.task,
        "heading": parts.heading,
        "kind": parts.kind if head == "chase" else None,
        "reason": parts.reason,
        "until": parts.until,
        "days": parts.days,
        "period": parts.period if head in _PERIODIC else None,
    }
    return {name: value for name, value in said.items() if value}


def _unplaced(head: str, parts: Parts) -> Understood:
    """Words that have no place: a sentence that begins like an order, or an unknown unit."""
    if head == "brief":
        return NONE
    enough = 3 if head == "overview" else 6
    return NONE if len(parts.leftover.split()) > enough and not parts.units else UNCLEAR
