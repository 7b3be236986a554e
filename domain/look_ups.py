"""What a handler asks for before it can decide."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InviteBehind:
    """The invite of a typed code, and how many wrong codes this address has tried lately."""

    code: str


@dataclass(frozen=True, slots=True)
class InviteNumbered:
    """The same by the invite's id: a conversation never keeps a code."""

    invite: int


@dataclass(frozen=True, slots=True)
class StrangerAnswers:
    """How often this unknown address, and all those of its bot, were answered lately: a
    `domain.strangers.AnsweredLately`."""


@dataclass(frozen=True, slots=True)
class PaperOf:
    period: str
    unit: str


@dataclass(frozen=True, slots=True)
class BoardOf:
    """Another period than the current one, at a glance."""

    period: str


@dataclass(frozen=True, slots=True)
class PressWaiting:
    """The codes of the units that a press is still on its way to."""

    period: str


@dataclass(frozen=True, slots=True)
class FreshCode:
    """A new one-time code, from the machine's randomness."""


@dataclass(frozen=True, slots=True)
class SeatsFor:
    """The places taken at the bots, as it matters for sending somebody there: a known person, by
    code, whose own unused codes do not count, or somebody new."""

    person: str | None = None


@dataclass(frozen=True, slots=True)
class ReportOf:
    """A compiled report by its id, or the newest of a period."""

    report: int | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class TextOf:
    """The headings of a compiled report and what a proofreader found in it."""

    report: int


@dataclass(frozen=True, slots=True)
class HeadingOf:
    """What is printed below one heading of a compiled report, by the section's `place`."""

    report: int
    place: str


@dataclass(frozen=True, slots=True)
class PeopleNamed:
    """Everybody whose name or code matches a typed name, folded."""

    name: str


@dataclass(frozen=True, slots=True)
class FocalPoints:
    """The people who answer for a unit by a role of their own."""

    unit: str


@dataclass(frozen=True, slots=True)
class BotMonths:
    """What each bot used of its month: a tuple of `domain.bots.BotMonth`."""


@dataclass(frozen=True, slots=True)
class OwnChannels:
    """Everywhere the person who asks is reached."""


@dataclass(frozen=True, slots=True)
class OwnData:
    """Everything kept about the person who asks."""
