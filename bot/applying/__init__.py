"""Applies what a turn decided, in the turn's transaction, each with its line in the audit log."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.applying import (
    channels,
    forgetting,
    others,
    people,
    periods,
    proposals,
    reports,
    rewritings,
    submissions,
)
from bot.applying.context import Context
from domain import effects
from domain.effects import Effect
from storage import audit
from storage.audit import Deed
from storage.codec import dump_tagged

__all__ = ["APPLIERS", "Context", "apply", "apply_all"]


async def _only_recorded(context: Context, effect: effects.Record) -> None:
    """Its line in the audit log is all."""


# Every effect is here; a test compares the table with `domain.effects.Effect`.
APPLIERS: dict[type[Any], Callable[[Context, Any], Awaitable[None]]] = {
    effects.SaveEntry: submissions.save_entry,
    effects.SavePlanItem: submissions.save_plan_item,
    effects.DropPlanItem: submissions.drop_plan_item,
    effects.AttachEvidence: submissions.attach_evidence,
    effects.DetachEvidence: submissions.detach_evidence,
    effects.ForgetFiles: forgetting.forget_files,
    effects.SendSubmission: submissions.send,
    effects.AskHead: submissions.ask_head,
    effects.HandBack: submissions.hand_back,
    effects.RecallSubmission: submissions.recall,
    effects.ReturnSubmission: submissions.give_back,
    effects.WithdrawReturn: submissions.withdraw_return,
    effects.ApproveSubmission: submissions.approve,
    effects.CorrectTypo: submissions.correct_typo,
    effects.KeepLateWord: submissions.keep_late_word,
    effects.AskExtension: submissions.ask_extension,
    effects.GrantExtension: submissions.grant_extension,
    effects.DeclineExtension: submissions.decline_extension,
    effects.OpenPeriod: periods.open_period,
    effects.ExtendPeriod: periods.extend_period,
    effects.LockPeriod: periods.lock_period,
    effects.UnlockPeriod: periods.unlock_period,
    effects.IssueInvite: people.issue_invite,
    effects.CountAnswer: people.count_answer,
    effects.CountWrongCode: people.count_wrong_code,
    effects.VoidInvite: people.void_invite,
    effects.AcceptInvite: people.accept_invite,
    effects.RenewConsent: people.renew_consent,
    effects.DeclareLeave: people.declare_leave,
    effects.Snooze: people.snooze,
    effects.Rename: people.rename,
    effects.PreferChannel: channels.prefer_channel,
    effects.RemoveChannel: channels.remove_channel,
    effects.DeclineInvite: forgetting.decline_invite,
    effects.ForgetMe: forgetting.forget_me,
    effects.DisableAddress: people.disable_address,
    effects.ForgetMessage: people.forget_message,
    effects.LeaveGroup: others.leave_group,
    effects.Tell: others.tell,
    effects.Press: others.press,
    effects.StopPress: others.stop_press,
    effects.FetchFile: others.fetch_file,
    effects.CompileReport: others.compile_report,
    effects.RewriteHeading: rewritings.rewrite_heading,
    effects.DropRewriting: rewritings.drop_rewriting,
    effects.TakeExtract: reports.take_extract,
    effects.AskSignOff: reports.ask_sign_off,
    effects.AnswerSignOff: reports.answer_sign_off,
    effects.IssueReport: reports.issue_report,
    effects.ReadPlan: proposals.start,
    effects.ProposeNext: proposals.start,
    effects.DecideBlocks: proposals.decide_blocks,
    effects.TakeOverPlan: proposals.take_over,
    effects.DropProposal: proposals.drop,
    effects.Record: _only_recorded,
}
_IDS = (
    *("period", "unit", "item", "heading", "code", "invite", "report", "proposal", "sha256"),
    *("what", "why", "person"),
)
_UNTOLD = (effects.IssueInvite, effects.VoidInvite, effects.AcceptInvite, effects.Rename)
"""Codes and names are short enough to be found from a digest by trying."""


async def apply(context: Context, effect: Effect) -> None:
    """Do it, or raise a DomainError that says why not."""
    await apply_all(context, (effect,))


async def apply_all(context: Context, decided: Sequence[Effect]) -> None:
    """The same for several, one after the other."""
    for effect in decided:
        await APPLIERS[type(effect)](context, effect)
    deeds = [_deed(effect) for effect in decided]
    await audit.record(context.connection, context.actor, deeds, context.now)


def _deed(effect: Effect) -> Deed:
    secret = isinstance(effect, _UNTOLD)
    ids = {
        name: value
        for name in _IDS
        if not (secret and name == "code")
        and isinstance(value := getattr(effect, name, None), str | int)
    }
    return Deed(
        type(effect).__name__,
        {name: str(value) for name, value in ids.items()},
        "" if secret else dump_tagged(effect),
    )
