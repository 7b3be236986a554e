"""What understanding takes and gives."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

_HANOI = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh, which keeps no summer time."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message was taken to mean. `keys` and `flags` as in the table of heads."""

    head: str
    keys: Mapping[str, object] = field(default_factory=dict)
    flags: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The canonical object: `head`, the keys, `flags`."""
        return {"head": self.head, **self.keys, "flags": list(self.flags)}

    def get(self, key: str) -> object:
        """The value of `key`, or None where the message did not say."""
        return self.keys.get(key)


LONG_ANSWER = 500
"""Characters; nobody answers a question of one line with more."""

UNCLEAR = Understood("unclear")
REJECT = Understood("reject")
NONE = Understood("none")


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5


@dataclass(frozen=True, slots=True)
class Context:
    """What is known when a message is read. Dates are those of Asia/Ho_Chi_Minh."""

    today: date | None = None
    now: datetime | None = None
    due: date | None = None
    prev: Decimal | None = None
    target: str | None = None
    unit_of_measure: str | None = None
    units: tuple[str, ...] = ()
    old_names: tuple[tuple[str, str], ...] = ()
    period: str | None = None
    step: str | None = None
    tasks: int | None = None
    ask: str | None = None
    is_working_day: Callable[[date], bool] = _is_weekday

    @classmethod
    def read(
        cls, given: Mapping[str, object], is_working_day: Callable[[date], bool] | None
    ) -> "Context":
        """The context of a JSON object; ValueError with a plain sentence for a wrong value."""
        now = _moment(given.get("now"), "now")
        today = _day(given.get("today"), "today") or (now.date() if now else None)
        return cls(
            today=today,
            now=now,
            due=_day(given.get("due"), "due"),
            prev=_decimal(given.get("prev"), "prev"),
            target=_text(given.get("target")),
            unit_of_measure=_text(given.get("unit_of_measure")),
            units=_names(given.get("units")),
            old_names=_pairs(given.get("old_names")),
            period=_text(given.get("period")),
            step=_text(given.get("step")),
            tasks=_count(given.get("tasks")),
            ask=_text(given.get("ask")),
            is_working_day=is_working_day or _is_weekday,
        )


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _moment(value: object, name: str) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"{name} is not an ISO date and time: {value!r}") from None
    return moment.replace(tzinfo=_HANOI) if moment.tzinfo is None else moment.astimezone(_HANOI)


def _day(value: object, name: str) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    moment = _moment(value, name)
    return moment.date() if moment else None


def _decimal(value: object, name: str) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{name} is not a decimal number: {value!r}") from None
    if not number.is_finite():
        raise ValueError(f"{name} is not a decimal number: {value!r}")
    return number


def _count(value: object) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, Iterable) and not isinstance(value, str):
        return len(list(value))
    try:
        return int(str(value))
    except ValueError:
        raise ValueError(f"tasks is not a whole number: {value!r}") from None


def _names(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ValueError("units is not a list of names")
    return tuple(str(name) for name in value)


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    if value is None:
        return ()
    if isinstance(value, Mapping):
        return tuple((str(old), str(new)) for old, new in value.items())
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ValueError("old_names is not a mapping of old to new names")
    pairs = [tuple(pair) if isinstance(pair, list | tuple) else () for pair in value]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError("old_names is not a mapping of old to new names")
    return tuple((str(pair[0]), str(pair[1])) for pair in pairs)
