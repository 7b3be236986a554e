"""Effects on proposed plans: decided on block by block, taken over, dropped."""

from dataclasses import replace

from bot.applying.context import Context
from domain import effects
from domain.errors import NothingSuch
from domain.proposals import PlanMovedOn, Proposal, ProposalMoved, ProposalState
from domain.proposed_programme import programme_of
from storage import audit, jobs, people, plan_proposals, programmes
from storage.audit import Deed
from storage.codec import dump


async def start(context: Context, effect: effects.ReadPlan | effects.ProposeNext) -> None:
    """Slow work: reading a document, going through a whole report."""
    await jobs.add(context.connection, context.owner, effect, context.now)


async def decide_blocks(context: Context, effect: effects.DecideBlocks) -> None:
    proposal = await _open(context, effect.proposal)
    await _change(context, replace(proposal, verdicts=effect.verdicts), effect.version)


async def take_over(context: Context, effect: effects.TakeOverPlan) -> None:
    """Periods that are open keep the version they were opened with."""
    proposal = await _open(context, effect.proposal)
    await _change(context, replace(proposal, state=ProposalState.APPLIED), effect.version)
    programme = programme_of(proposal.plan, proposal.verdicts)
    newest = await programmes.newest_version(context.connection, programme.code)
    if newest != proposal.plan.base:
        raise PlanMovedOn(title=programme.title)
    version = await programmes.put(context.connection, programme, context.actor, context.now)
    ids = {"programme": programme.code, "version": str(version), "proposal": str(proposal.id)}
    deed = Deed("ImportPlan", ids, dump(programme))
    await audit.record(context.connection, context.actor, [deed], context.now)


async def drop(context: Context, effect: effects.DropProposal) -> None:
    proposal = await _open(context, effect.proposal)
    await _change(context, replace(proposal, state=ProposalState.DROPPED), effect.version)


async def _open(context: Context, number: int) -> Proposal:
    proposal = await plan_proposals.get(context.connection, number)
    if proposal is None:
        raise NothingSuch(what=str(number))
    proposal.require_open()
    return proposal


async def _change(context: Context, proposal: Proposal, seen: int) -> None:
    kept = await plan_proposals.change(
        context.connection, proposal, seen, context.actor, context.now
    )
    if not kept:
        last = await people.get(context.connection, proposal.changed_by)
        raise ProposalMoved(by=last.name if last else None)
