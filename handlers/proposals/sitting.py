"""One turn at a proposed plan: the proposal as it stands, and where the conversation goes on."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.conversation import Session, Turn
from domain.effects import DecideBlocks
from domain.facts import Facts, ProposalFound
from domain.messages import Choice, Reply
from domain.proposal_events import ProposalOf
from domain.proposals import Followed, Proposal, ProposalMoved, ProposedPlan
from domain.verdicts import Verdict
from handlers.contract import found


@dataclass(frozen=True, slots=True)
class Sitting:
    session: Session
    facts: Facts
    now: datetime
    behind: ProposalFound

    @property
    def proposal(self) -> Proposal:
        return self.behind.proposal

    @property
    def plan(self) -> ProposedPlan:
        return self.proposal.plan

    @property
    def followed(self) -> Followed:
        return self.behind.followed

    @property
    def idle(self) -> Session:
        return self.session.at("idle")

    @property
    def has_moved_on(self) -> bool:
        """Whether the programme is another by now than the one that was read against."""
        return self.followed.version != self.plan.base

    def at(self, step: str, **data: object) -> Session:
        """A step of this proposal; its version is remembered, to notice another's decision."""
        return self.session.at(
            step, proposal=self.proposal.id, version=self.proposal.version, **data
        )

    def choice(self, deed: str, label: str, block: int = 0, **data: object) -> Choice:
        """Valid at any time: it names the proposal, the version that was seen, and the block."""
        key = f"proposal|{self.proposal.id}|{deed}|{self.proposal.version}|{block}"
        return Choice(key, label, data)

    def decided(self, verdicts: tuple[Verdict, ...]) -> tuple["Sitting", DecideBlocks]:
        """The sitting as it is after a decision, and the decision."""
        before = self.proposal
        after = replace(before, verdicts=verdicts, version=before.version + 1)
        effect = DecideBlocks(before.id, before.version, verdicts)
        return replace(self, behind=replace(self.behind, proposal=after)), effect

    def moved(self) -> Reply:
        """Why what was chosen is not done: somebody, maybe oneself, decided after it was shown."""
        own = self.facts.person and self.facts.person.code == self.proposal.changed_by
        return Reply(ProposalMoved.template, {"by": None if own else self.behind.changed_by})

    def name(self, code: str) -> str:
        """Of a unit or group of the proposed programme."""
        shell = self.plan.shell
        names = {unit.code: unit.name for unit in shell.units}
        names |= {group.code: group.name for group in shell.groups}
        return names.get(code, code)


def sit_down(session: Session, facts: Facts, now: datetime, number: int) -> Sitting:
    """Raises ProposalClosed where nothing is to be decided any more."""
    behind = found(facts, ProposalOf(number), ProposalFound)
    behind.proposal.require_open()
    return Sitting(session, facts, now, behind)


def sit_here(session: Session, facts: Facts, now: datetime) -> Sitting:
    """At a step: the proposal that the session names."""
    return sit_down(session, facts, now, int(session.text("proposal")))


def after_saying(turn: Turn, *before: Reply) -> Turn:
    """The same turn with something said first."""
    return replace(turn, replies=(*before, *turn.replies))
