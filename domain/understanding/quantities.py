"""Quantities in a folded text: digits, words, magnitudes (1 tỷ 2; hai trăm linh năm)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from domain.understanding.folding import fold, plain
from domain.understanding.lexicon import fill, phrases, table
from domain.understanding.literals import LITERAL, read_literal
from domain.understanding.numbers import ONES


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `start:end`; `doubts` as of `Literal`, and "joined" for two readings in words.

    `scale` is the last magnitude word's value (1 where there is none).
    """

    value: Decimal
    start: int
    end: int
    doubts: frozenset[str] = frozenset()
    scale: Decimal = Decimal(1)
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    start: int
    end: int
    value: Decimal = Decimal(0)
    doubt: str = ""
    word: str = ""


def _by_plain(name: str) -> dict[str, Decimal]:
    return {plain(fold(key).text): Decimal(v) for key, v in table("numbers", name).items()}


_SCALES = _by_plain("scales")
_SHORT = _by_plain("short_scales")
_ONES = {plain(fold(word).text): Decimal(value) for word, value in ONES.items()}
_ZERO = next(word for word, value in _ONES.items() if not value)
_AFTER_TENS = {plain(fold(word).text) for word in phrases("numbers", "after_tens")}
_TOKEN = fill(
    rf"(?P<literal>(?<![\w])(?:{LITERAL})|(?<=[a-zđˋˊˀːˌ])\d+(?![\d.,]))"
    r"|(?P<short>(?<=\d){short_scales_loose}(?![^\W\d])|(?<=\d )(?:tr|k|cuˀ|cu)(?!\w))"
    r"|(?P<scale>(?:(?<=\d)|(?<!\w)){scales_loose}(?![^\W\d])(?! (?:{no_scale_before})))"
    r"|(?P<hundred>{hundred})|(?P<tens>{tens})|(?P<ten>{ten})|(?P<dozen>{dozen})"
    r"|(?P<and>{and})|(?P<half>{half})|(?P<point>{point})|(?P<one>{ones})",
    "numbers",
    short_scales_loose="(?:trđ|trd|tr|k|cuˀ)",
    scales_loose="(?:nghinˋ?|nganˋ?|van[ˌ]?|triêuˌ?|triêu|trieuˌ?|tyˀ?|tiˀ?)",
)


def find_quantities(text: str) -> list[Quantity]:
    """The numbers of folded `text`, from left to right."""
    runs: list[list[_Token]] = []
    for token in _tokens(text):
        previous = runs[-1][-1] if runs else None
        joined = previous and not text[previous.end : token.start].strip()
        if previous and joined and _continues(previous, token):
            runs[-1].append(token)
        else:
            runs.append([token])
    digits = any(token.kind == "literal" for run in runs for token in run)
    found = (_evaluate(run) for run in runs if _is_number(run, digits))
    return [quantity for quantity in found if quantity]


def _tokens(text: str) -> Iterator[_Token]:
    scale_end = -1
    for match in _TOKEN.finditer(text):
        glued = match.start() == scale_end
        kind = match.lastgroup or ""
        word, doubt, value = plain(match[0]), "", Decimal(0)
        if kind == "literal":
            literal = read_literal(match[0])
            value, doubt = literal.value, literal.doubt
            if match.start() and text[match.start() - 1].isalpha() and not glued:
                continue
        elif kind in {"short", "scale"}:
            kind, value = "scale", _SHORT.get(word) or _SCALES[word]
            scale_end = match.end()
        elif kind == "one":
            value = _ONES[word]
        yield _Token(kind, match.start(), match.end(), value, doubt, word)


def _continues(previous: _Token, token: _Token) -> bool:
    return not (token.kind == "literal" and previous.kind in {"literal", "one"})


def _is_number(run: list[_Token], digits: bool) -> bool:
    """A lone word such as "năm" counts only where there are no digits to read."""
    kinds = {token.kind for token in run}
    if "literal" in kinds or ("scale" in kinds and len(run) > 1):
        return True
    if kinds <= {"scale"} or kinds <= {"and", "half", "point", "tens"}:
        return False
    if run[0].kind == "one" and not run[0].value and run[1:2] and run[1].kind != "point":
        return False
    return len(run) > 1 or (not digits and kinds <= {"one", "ten"} and run[0].word != _ZERO)


@dataclass(slots=True)
class _Sum:
    """A number while its words are read."""

    total: Decimal = Decimal(0)
    group: Decimal | None = None
    scale: Decimal = Decimal(1)
    last: str = ""
    fraction: str | None = None
    linked: bool = False
    doubts: set[str] = field(default_factory=set)


def _evaluate(run: list[_Token]) -> Quantity | None:
    while run and run[-1].kind in {"and", "point"}:
        run = run[:-1]
    if not run:
        return None
    state = _Sum()
    for token in run:
        _STEPS[token.kind](state, token)
        state.last = token.kind
    _finish(state)
    words = not any(token.kind == "literal" for token in run)
    doubts = frozenset(state.doubts)
    return Quantity(state.total, run[0].start, run[-1].end, doubts, state.scale, words)


def _on_literal(state: _Sum, token: _Token) -> None:
    if state.fraction is not None:
        state.fraction += token.word
        return
    state.doubts |= {token.doubt} - {""}
    if state.group is not None:
        state.doubts.add("joined")
    state.group = token.value


def _on_one(state: _Sum, token: _Token) -> None:
    if state.fraction is not None:
        state.fraction += format(token.value, "f")
    elif state.group is None:
        state.group = token.value
    elif state.last == "hundred":
        state.group += token.value * 10
    elif state.last in {"ten", "tens", "and", "dozen"}:
        state.group += token.value
    elif state.last == "one" and token.word in _AFTER_TENS and 2 <= state.group < 10:
        state.group += state.group % 10 * 9 + token.value  # "hai mốt" is 21
    else:
        state.doubts.add("joined")


def _on_hundred(state: _Sum, token: _Token) -> None:
    if state.last == "hundred":
        state.doubts.add("joined")
    state.group = (Decimal(1) if state.group is None else state.group) * 100


def _on_ten(state: _Sum, token: _Token) -> None:
    if state.group is not None and state.last != "hundred":
        state.doubts.add("joined")
    state.group = (state.group or Decimal(0)) + 10


def _on_tens(state: _Sum, token: _Token) -> None:
    if state.group is None or state.last not in {"one", "literal"}:
        state.doubts.add("joined")
        return
    tenth = state.group % 10
    if state.group % 100 < 10:
        state.group += tenth * 9
    elif state.group % 100 == tenth * 10 or state.group % 10 == 0:
        pass  # "một trăm hai mươi": the two were read as twenty already
    else:
        state.doubts.add("joined")


def _on_dozen(state: _Sum, token: _Token) -> None:
    state.group = (Decimal(1) if state.group is None else state.group) * 10


def _on_and(state: _Sum, token: _Token) -> None:
    state.linked = True


def _on_half(state: _Sum, token: _Token) -> None:
    if state.last == "scale":
        state.total += state.scale / 2
    elif state.group is not None:
        state.group += (
            50
            if state.last == "hundred"
            else Decimal(5 if state.last in {"dozen", "tens"} else "0.5")
        )
    else:
        state.doubts.add("joined")


def _on_point(state: _Sum, token: _Token) -> None:
    if state.group is None or state.fraction is not None:
        state.doubts.add("joined")
    state.fraction = ""


def _on_scale(state: _Sum, token: _Token) -> None:
    _close_fraction(state)
    if state.last == "scale":
        state.total *= token.value  # "nghìn tỷ"
    elif token.value > state.scale and state.total:
        state.total = (state.total + (state.group or Decimal(0))) * token.value
    else:
        state.total += (Decimal(1) if state.group is None else state.group) * token.value
    state.group, state.scale, state.linked = None, token.value, False


def _close_fraction(state: _Sum) -> None:
    if state.fraction and state.fraction.isdigit() and state.group is not None:
        state.group += Decimal("0." + state.fraction)
    elif state.fraction is not None:
        state.doubts.add("joined")
    state.fraction = None


def _finish(state: _Sum) -> None:
    _close_fraction(state)
    if state.group is None:
        return
    if state.scale == 1:
        state.total += state.group
    else:
        state.total += _tail(state, state.group)


def _tail(state: _Sum, group: Decimal) -> Decimal:
    """What stands behind the last magnitude: "1 tỷ 2" is 1.2, "1 tỷ 250" is 1.25 milliards."""
    if state.linked:
        return group
    if 1 <= group <= 9 and group == int(group):
        return group * state.scale / 10
    if 100 <= group <= 999 and group == int(group):
        return group * state.scale / 1000
    if state.scale != 1000 or state.last == "literal":
        state.doubts.add("joined")
    return group


_STEPS = {
    "literal": _on_literal,
    "one": _on_one,
    "hundred": _on_hundred,
    "ten": _on_ten,
    "tens": _on_tens,
    "dozen": _on_dozen,
    "and": _on_and,
    "half": _on_half,
    "point": _on_point,
    "scale": _on_scale,
}
