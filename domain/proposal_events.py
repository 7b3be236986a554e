"""Events about proposed plans, and what a turn may look up about them."""

from dataclasses import dataclass

from domain.messages import Reply


@dataclass(frozen=True, slots=True)
class PlanProposed:
    """A plan was read, or made of a report: it waits to be confirmed."""

    proposal: int


@dataclass(frozen=True, slots=True)
class PlanUnread:
    """A file that is not taken as a plan, and why, in the words of `reply`."""

    reply: Reply
    forget: str = ""
    """sha256 of a file that must not be kept."""


@dataclass(frozen=True, slots=True)
class IssuedReportOf:
    """The newest report of a period that was issued: a tuple of one, or of none."""

    period: str


@dataclass(frozen=True, slots=True)
class ProposalOf:
    """A proposed plan with what it is measured against: a `ProposalFound`."""

    proposal: int


@dataclass(frozen=True, slots=True)
class OpenProposals:
    """Those that wait for decisions, the newest first: a tuple of (id, name, whether it comes from
    a report)."""
