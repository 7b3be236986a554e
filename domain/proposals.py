"""A plan that is proposed: confirmed block by block before it becomes a version of a programme."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.errors import WrongState
from domain.plan import ImportedPlan, ReportDuty, Unplaced
from domain.programme import Programme, Task
from domain.verdicts import Verdict


class ProposalMoved(WrongState):
    """Somebody decided on a block meanwhile: `by` (a name), None where it was oneself."""

    template = "errors/proposal_moved.j2"


class ProposalClosed(WrongState):
    """Nothing is to be decided any more: `name` of the proposal, its `state`."""

    template = "errors/proposal_closed.j2"


class PlanMovedOn(WrongState):
    """The programme is not any more what the proposal was made for: `title`."""

    template = "errors/plan_moved_on.j2"


class Origin(StrEnum):
    """How a task came into a proposal: read in a document, or what a unit said in its plan of the
    next period; UNFINISHED is one that its unit ended before it was done."""

    READ = "read"
    CARRIED = "carried"
    CHANGED = "changed"
    ADDED = "added"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class ProposedTask:
    """`statuses`: the codes of the contract in which the task's units left it, each once."""

    task: Task
    origin: Origin = Origin.READ
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedBlock:
    """A block of the plan; or `unfinished` tasks of one that nobody carried on: they are only
    taken when somebody says so, and stand in the block at the place that they `join`, if any."""

    heading: str
    units: tuple[str, ...]
    tasks: tuple[ProposedTask, ...]
    group: bool = False
    unfinished: bool = False
    joins: int | None = None


@dataclass(frozen=True, slots=True)
class ProposedPlan:
    """What is proposed; it never changes. `shell` is the programme without its tasks and blocks.

    `source` tells one origin from another ("file:<sha256>:<programme>", "report:<id>"), `name` is
    what people call it: a file's name or a period's key. `base` is the version of the programme
    that it was made for, 0 for a new programme; `known` are the units and groups of that version.
    """

    source: str
    name: str
    shell: Programme
    base: int
    blocks: tuple[ProposedBlock, ...]
    known: tuple[str, ...] = ()
    report_duties: tuple[ReportDuty, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def is_from_report(self) -> bool:
        return self.source.startswith("report:")

    def tasks(self) -> Iterator[Task]:
        """Those of the plan's own blocks."""
        for block in self.blocks:
            if not block.unfinished:
                yield from (proposed.task for proposed in block.tasks)


@dataclass(frozen=True, slots=True)
class Followed:
    """The version of a programme that a proposal is measured against; None where it is new."""

    programme: Programme | None = None
    version: int = 0

    @property
    def codes(self) -> tuple[str, ...]:
        """Of its units and groups."""
        if self.programme is None:
            return ()
        units = tuple(unit.code for unit in self.programme.units)
        return units + tuple(group.code for group in self.programme.groups)


class ProposalState(StrEnum):
    """Open until its end is confirmed or given up."""

    OPEN = "open"
    APPLIED = "applied"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it stands: `version` counts the decisions, each made on the one before."""

    id: int
    plan: ProposedPlan
    verdicts: tuple[Verdict, ...]
    version: int = 1
    state: ProposalState = ProposalState.OPEN
    changed_by: str = ""

    @property
    def pending(self) -> tuple[int, ...]:
        return tuple(n for n, verdict in enumerate(self.verdicts) if verdict is Verdict.PENDING)

    def after(self, block: int) -> int | None:
        """The next block to decide on, going round; None where all are decided."""
        later = [n for n in self.pending if n > block]
        return next(iter([*later, *self.pending]), None)

    def deciding(self, block: int, verdict: Verdict) -> tuple[Verdict, ...]:
        return (*self.verdicts[:block], verdict, *self.verdicts[block + 1 :])

    def taking_rest(self, block: int) -> tuple[Verdict, ...]:
        """The block, and all that is pending but unfinished tasks: these are asked one by one."""
        pairs = zip(self.plan.blocks, self.deciding(block, Verdict.TAKEN), strict=True)
        return tuple(
            Verdict.TAKEN if verdict is Verdict.PENDING and not other.unfinished else verdict
            for other, verdict in pairs
        )

    def verdicts_for(self, plan: ProposedPlan) -> tuple[Verdict, ...]:
        """For the same source read anew: what was decided on blocks that are the same."""
        decided = {
            _alone(block): verdict
            for block, verdict in zip(self.plan.blocks, self.verdicts, strict=True)
        }
        return tuple(decided.get(_alone(block), Verdict.PENDING) for block in plan.blocks)

    def require_open(self) -> None:
        if self.state is not ProposalState.OPEN:
            raise ProposalClosed(name=self.plan.name, state=self.state)


def _alone(block: ProposedBlock) -> ProposedBlock:
    """A block wherever it stands."""
    return replace(block, joins=None)


def propose_document(
    plan: ImportedPlan, programme: Programme, source: str, name: str, followed: Followed
) -> ProposedPlan:
    """The proposal of a document; `programme` is what taking all of it over would give."""
    blocks = tuple(
        ProposedBlock(
            block.heading,
            block.units,
            tuple(ProposedTask(programme.task(code)) for code in block.tasks),
            block.group,
        )
        for block in programme.blocks
    )
    return ProposedPlan(
        source,
        name,
        shell_of(programme),
        followed.version,
        blocks,
        followed.codes,
        plan.report_duties,
        plan.unplaced,
    )


def shell_of(programme: Programme) -> Programme:
    """The programme without its tasks and blocks."""
    return replace(programme, tasks=(), blocks=())
