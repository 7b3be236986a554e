"""Effects on plans that are proposed, confirmed block by block, and taken over."""

from dataclasses import dataclass

from domain.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A job: read the plan in a kept file, then `PlanProposed` or `PlanUnread`. `programme` is
    the code of the one that it is to be a new version of; "" for the one of the same title."""

    sha256: str
    name: str
    programme: str = ""


@dataclass(frozen=True, slots=True)
class ProposeNext:
    """A job: make the plan section of an issued report a proposal, then `PlanProposed`."""

    report: int


@dataclass(frozen=True, slots=True)
class DecideBlocks:
    """The verdicts on all blocks, made on the proposal's `version`."""

    proposal: int
    version: int
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class TakeOverPlan:
    """The blocks that were taken become a new version of the programme."""

    proposal: int
    version: int


@dataclass(frozen=True, slots=True)
class DropProposal:
    """Nothing of the proposal, as seen in its `version`, is taken over."""

    proposal: int
    version: int
