"""A figure given as an answer, in its unit of measure."""

import re
from dataclasses import replace
from itertools import pairwise

from domain.understanding.answers import LONG_ANSWER, REJECT, UNCLEAR, Context, Understood
from domain.understanding.figure_doubts import comma_read, questionable
from domain.understanding.folding import fold
from domain.understanding.lexicon import fill, polite_off
from domain.understanding.literals import decimal_text
from domain.understanding.measures import Measured, in_measure
from domain.understanding.quantities import Quantity, find_quantities

_NOT_FIGURES = fill(
    r"(?:{dates.day} )?(?<![\d/.,])\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{4}(?!\d)"
    r"|\d{4}-\d{2}-\d{2}"
    r"|{dates.day} \d{1,2}(?: ?[/\-.] ?\d{1,2})?(?: {dates.month} \d{1,2})?"
    r"(?:,? {dates.year} \d{4})?"
    r"|{dates.month} \d{1,2} ?/ ?\d{4}|{dates.year} \d{4}"
    r"|{dates.month} \d{1,2}(?=[:,;] ?\S|$)"
    r"|\d+ ?(?:/ ?\d{4} ?)?[/\-] ?[a-zđ][\wđ]*[\-/&][\w&\-/]*"
    r"|(?<!\d)\d{1,2}(?:h\d{0,2}|:\d{2})(?!\w)"
    r"|(?<![\d.,])0\d{8,10}(?!\d)|\+84\d{8,10}",
    "figure",
)
_RANGE = fill(r" ?(?:-|~|÷|\.\.\.?|{or_so}) ?", "figure")
_SAME = re.compile(r" ?[(=:]+ ?|, ?")
_RATIO = fill(r" ?(?:/|{of}) ?", "figure")
_APPROX = fill(r"(?:{approx}|[~≈<>≤≥]|\+-)", "figure")
_APPROX_AFTER = fill(r"^ ?(?:{approx_after}|\+)", "figure")
_VAGUE = fill(r"{vague}", "figure")
_DOUBT = fill(r"{doubt}", "figure")
_ASKED = fill(r"\?|{ask}$|^{ask}", "figure")
_ZERO = fill(r"{zero}", "figure")
_AROUND = fill(r"{around}", "figure")
_MINUS = fill(r"(?:(?<![\w)%])-|{numbers.minus} )$", "figure")
_LABELS = fill(
    r"(?P<cumulative>{cumulative})|(?P<in_period>{in_period})|(?P<other>{previous_period})",
    "figure",
)


def understand_figure(text: str, context: Context) -> Understood:
    """The number as decimal text in `unit_of_measure` (or in the key `unit`), or a question."""
    if len(text) > LONG_ANSWER:
        return UNCLEAR
    folded = polite_off(fold(text), " .,;:!\"'()[]…*_")
    said = _NOT_FIGURES.sub(lambda match: "\1" * len(match[0]), folded.text)
    found = find_quantities(said)
    if not found or _ZERO.fullmatch(said):
        return UNCLEAR if _ZERO.search(said) or _VAGUE.search(said) else REJECT
    if _ASKED.search(said) or any("broken" in quantity.doubts for quantity in found):
        return UNCLEAR
    said, found = _labelled(said, found, context.ask)
    return _single(said, found, context)


def _labelled(text: str, found: list[Quantity], ask: str | None) -> tuple[str, list[Quantity]]:
    """The part of `text` about what is asked, where it says "in the period" and "cumulative"."""
    labels = list(_LABELS.finditer(text))
    if not labels:
        return text, found
    cuts = sorted({0, len(text), *(label.start() for label in labels)})
    parts = list(pairwise(cuts))
    kinds = {label.start(): label.lastgroup for label in labels}
    numbered = [part for part in parts if _inside(found, part)]
    if len(numbered) == 1:
        part = numbered[0]
        kind = kinds.get(part[0])
        clash = kind == "other" or (ask and kind and kind != ask)
        return (text, []) if clash else (text, found)
    wanted = [part for part in numbered if kinds.get(part[0], "in_period") == _asked(ask, kinds)]
    if len(wanted) != 1:
        return text, []
    start, end = wanted[0]
    return text[start:end], [_moved(quantity, -start) for quantity in _inside(found, wanted[0])]


def _asked(ask: str | None, kinds: dict[int, str | None]) -> str | None:
    """What is asked; beside the last period's figure, this period's."""
    return ask or (None if "cumulative" in kinds.values() else "in_period")


def _inside(found: list[Quantity], part: tuple[int, int]) -> list[Quantity]:
    return [quantity for quantity in found if part[0] <= quantity.start < part[1]]


def _moved(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, start=quantity.start + by, end=quantity.end + by)


def _single(text: str, found: list[Quantity], context: Context) -> Understood:
    text, found = _signed(text, found)
    if not found or any("joined" in quantity.doubts for quantity in found):
        return UNCLEAR
    measured = [comma_read(in_measure(one, text, context), context) for one in found]
    if len(measured) == 1:
        return _answer(text, measured[0], None, context)
    if len({one.value for one in measured}) == 1 and _SAME.fullmatch(
        text[measured[0].end : found[1].start]
    ):
        return _answer(text, measured[0], None, context, others=measured)
    if len(measured) >= 2 and _RATIO.fullmatch(text[measured[0].end : found[1].start]):
        return _ratio(text, measured, context)
    between = text[measured[0].end : found[1].start]
    fitting = [one for one in measured if one.named]
    if len(fitting) == 1 and between.strip() and not _RANGE.fullmatch(between):
        return _answer(text, fitting[0], None, context, others=measured)
    return UNCLEAR


def _signed(text: str, found: list[Quantity]) -> tuple[str, list[Quantity]]:
    """A minus sign before the first number belongs to it."""
    if not found:
        return text, found
    match = _MINUS.search(text, 0, found[0].start)
    if not match or match.end() != found[0].start:
        return text, found
    first = replace(found[0], value=-found[0].value, start=match.start())
    return text, [first, *found[1:]]


def _ratio(text: str, measured: list[Measured], context: Context) -> Understood:
    part, whole = measured[0], measured[1]
    percents = [one for one in measured if one.measure == "%"]
    if context.unit_of_measure and in_percent(context):
        fitting = [one for one in percents if one is not part and one is not whole]
        return _answer(text, fitting[0], None, context, others=measured) if fitting else UNCLEAR
    if part.value > whole.value or whole.value <= 0 or part.value < 0 or len(measured) > 3:
        return UNCLEAR
    if len(measured) == 3 and not percents:
        return UNCLEAR
    said = replace(part, named=part.named or whole.named, foreign=part.foreign or whole.foreign)
    answer = _answer(text, said, whole, context, others=measured)
    share = part.value * 100 / whole.value
    if percents and abs(percents[0].value - share) > 1 and "confirm" not in answer.flags:
        return replace(answer, flags=(*answer.flags, "confirm"))
    return answer


def in_percent(context: Context) -> bool:
    return context.unit_of_measure is not None and "%" in context.unit_of_measure


def _answer(
    text: str,
    one: Measured,
    whole: Measured | None,
    context: Context,
    others: list[Measured] | None = None,
) -> Understood:
    rest = _rest(text, others or [one])
    glued = text[one.end : one.end + 1].isalpha()
    if one.foreign or glued or _VAGUE.search(rest) or _DOUBT.search(_APPROX.sub(" ", rest)):
        return UNCLEAR
    before = text[: one.start]
    approx = bool(_APPROX.search(before) or _APPROX_AFTER.match(text[one.end :]))
    left = _AROUND.sub(" ", _LABELS.sub(" ", _APPROX.sub(" ", rest)))
    if len(re.findall(r"\w+", left)) > (8 if one.named else 2) or (one.value < 0 and one.whole):
        return UNCLEAR if one.value >= 0 else REJECT
    verdict = questionable(one, context)
    if verdict == "unclear":
        return UNCLEAR
    keys: dict[str, object] = {"unit": one.measure} if one.other_measure else {}
    if whole:
        keys["of"] = decimal_text(whole.value)
    odd = verdict == "confirm" or (whole is not None and questionable(whole, context, alone=False))
    flags = ("approx",) * approx + ("confirm",) * bool(odd or one.other_measure)
    return Understood(decimal_text(one.value), keys, flags)


def _rest(text: str, measured: list[Measured]) -> str:
    for one in sorted(measured, key=lambda each: -each.start):
        text = text[: one.start] + " " + text[one.end :]
    return text.replace("\1", " ")
