"""Proposals are kept whole; decisions are made on the version that was seen."""

import sqlite3
from dataclasses import replace

import pytest
from aiosqlite import Connection

from domain.proposals import Proposal, ProposalState
from domain.verdicts import Verdict
from storage import plan_proposals
from tests.domain.test_proposals import PLAN
from tests.storage.conftest import NOW

TAKEN = Verdict.TAKEN
UNDECIDED = [Verdict.PENDING for _ in PLAN.blocks]


async def kept(connection: Connection) -> Proposal:
    number = await plan_proposals.add(connection, PLAN, UNDECIDED, "p-0001", NOW)
    proposal = await plan_proposals.get(connection, number)
    assert proposal is not None
    return proposal


async def test_a_proposal_comes_back_with_nothing_decided(
    connection: Connection,
) -> None:
    proposal = await kept(connection)
    assert proposal.plan == PLAN
    assert set(proposal.verdicts) == {Verdict.PENDING}
    assert (proposal.version, proposal.changed_by) == (1, "p-0001")
    assert await plan_proposals.get(connection, 99) is None


async def test_who_decides_on_an_older_version_is_refused(connection: Connection) -> None:
    proposal = await kept(connection)
    first = replace(proposal, verdicts=proposal.deciding(0, TAKEN))
    second = replace(proposal, verdicts=proposal.deciding(0, Verdict.LEFT_OUT))
    assert await plan_proposals.change(connection, first, 1, "p-0001", NOW)
    assert not await plan_proposals.change(connection, second, 1, "p-0002", NOW)
    now = await plan_proposals.get(connection, proposal.id)
    assert now and (now.verdicts[0], now.version, now.changed_by) == (TAKEN, 2, "p-0001")


async def test_nothing_is_decided_any_more_on_what_was_applied(connection: Connection) -> None:
    proposal = await kept(connection)
    applied = replace(proposal, state=ProposalState.APPLIED)
    assert await plan_proposals.change(connection, applied, 1, "p-0001", NOW)
    assert not await plan_proposals.change(connection, proposal, 2, "p-0001", NOW)


async def test_one_proposal_of_a_source_is_open_at_a_time(connection: Connection) -> None:
    proposal = await kept(connection)
    assert await plan_proposals.open_of(connection, PLAN.source) == proposal
    with pytest.raises(sqlite3.IntegrityError):
        await kept(connection)
    dropped = replace(proposal, state=ProposalState.DROPPED)
    await plan_proposals.change(connection, dropped, 1, "p-0001", NOW)
    assert await plan_proposals.open_of(connection, PLAN.source) is None
    again = await kept(connection)
    assert await plan_proposals.every_open(connection) == [(again.id, "ke-hoach.docx", False)]


async def test_a_proposal_from_a_report_says_so(connection: Connection) -> None:
    reported = replace(PLAN, source="report:7", name="ttnt:2022")
    number = await plan_proposals.add(connection, reported, UNDECIDED, "p-0001", NOW)
    assert await plan_proposals.every_open(connection) == [(number, "ttnt:2022", True)]
