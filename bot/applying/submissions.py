"""Effects on a unit's submission. `domain.moves` says what is allowed."""

from dataclasses import replace

from bot.applying.context import Context
from domain import effects, moves
from domain.errors import NewerVersion
from domain.periods import check_extension
from domain.submission import Entry, Statement, Submission
from storage import entries, files, submissions


async def save_entry(context: Context, effect: effects.SaveEntry) -> None:
    await _edited(context, effect.period, effect.unit, on_behalf=effect.on_behalf)
    await entries.save(
        context.connection,
        (effect.period, effect.unit),
        effect.entry,
        context.actor,
        context.now,
        on_behalf=effect.on_behalf,
    )


async def save_plan_item(context: Context, effect: effects.SavePlanItem) -> None:
    await _edited(context, effect.period, effect.unit, on_behalf=effect.on_behalf)
    place = (effect.period, effect.unit)
    await entries.save_plan_item(
        context.connection, place, effect.item, context.actor, context.now
    )


async def drop_plan_item(context: Context, effect: effects.DropPlanItem) -> None:
    await _edited(context, effect.period, effect.unit, on_behalf=effect.on_behalf)
    await entries.drop_plan_item(context.connection, (effect.period, effect.unit), effect.key)


async def attach_evidence(context: Context, effect: effects.AttachEvidence) -> None:
    await _edited(context, effect.period, effect.unit, on_behalf=effect.on_behalf)
    await files.attach(context.connection, effect, context.actor, context.now)


async def detach_evidence(context: Context, effect: effects.DetachEvidence) -> None:
    await _edited(context, effect.period, effect.unit, on_behalf=effect.on_behalf)
    await files.detach(context.connection, effect.period, effect.unit, effect.sha256, context.now)


async def _edited(
    context: Context, period: str, unit: str, *, on_behalf: bool = False
) -> Submission:
    submission = await context.open_submission(period, unit)
    changed = moves.edit(submission, on_behalf=on_behalf)
    if changed != submission:
        await submissions.put(context.connection, changed)
    return changed


async def send(context: Context, effect: effects.SendSubmission) -> None:
    submission = await context.open_submission(effect.period, effect.unit)
    dates = context.book.dates(await context.period(effect.period), submission)
    sent = moves.send(_begun(submission), context.now, dates.overdue_from)
    await submissions.put(context.connection, sent)
    await submissions.keep_version(
        context.connection, sent, await _standing(context, sent), context.actor, context.now
    )


def _begun(submission: Submission) -> Submission:
    """Sending without a change: "không phát sinh" of a unit with nothing to fill in."""
    return moves.edit(submission) if submission.version == 0 else submission


async def _standing(context: Context, submission: Submission) -> submissions.Sent:
    place = (submission.period, submission.unit)
    return submissions.Sent(
        await entries.current(context.connection, *place),
        await entries.plan(context.connection, *place),
        await files.evidence(context.connection, *place),
    )


async def ask_head(context: Context, effect: effects.AskHead) -> None:
    submission = await context.open_submission(effect.period, effect.unit)
    await submissions.put(context.connection, moves.hand_to_head(submission))


async def hand_back(context: Context, effect: effects.HandBack) -> None:
    submission = await context.open_submission(effect.period, effect.unit)
    await submissions.put(context.connection, moves.hand_back(submission))


async def recall(context: Context, effect: effects.RecallSubmission) -> None:
    submission = await context.open_submission(effect.period, effect.unit)
    await submissions.put(context.connection, moves.recall(submission))


async def give_back(context: Context, effect: effects.ReturnSubmission) -> None:
    submission = await context.open_submission(effect.period, effect.unit)
    _require_seen(submission, effect.version)
    returned = moves.give_back(submission, effect.remarks, effect.mend_due, context.now)
    await submissions.put(context.connection, returned)


async def withdraw_return(context: Context, effect: effects.WithdrawReturn) -> None:
    submission = await context.open_submission(effect.period, effect.unit)
    await submissions.put(context.connection, moves.withdraw_return(submission))


async def approve(context: Context, effect: effects.ApproveSubmission) -> None:
    submission = await context.open_submission(effect.period, effect.unit)
    _require_seen(submission, effect.version)
    await submissions.put(context.connection, moves.approve(submission))


def _require_seen(submission: Submission, version: int | None) -> None:
    if version is not None and version != submission.version:
        raise NewerVersion(version=submission.version)


async def correct_typo(context: Context, effect: effects.CorrectTypo) -> None:
    """The old words stay in the entry's versions; the sent version is put right."""
    submission = await context.open_submission(effect.period, effect.unit)
    place = (effect.period, effect.unit)
    standing = await entries.current(context.connection, *place)
    entry = _corrected(standing[effect.item], effect)
    await entries.save(
        context.connection, place, entry, context.actor, context.now, on_behalf=True
    )
    sent = await submissions.last_sent(context.connection, *place)
    if effect.item in sent.entries:
        mended = {**sent.entries, effect.item: _corrected(sent.entries[effect.item], effect)}
        await submissions.replace_version(
            context.connection, submission, replace(sent, entries=mended)
        )


def _corrected(entry: Entry, effect: effects.CorrectTypo) -> Entry:
    def mend(statement: Statement) -> Statement:
        return replace(statement, text=statement.text.replace(effect.old, effect.new))

    return replace(entry, statements=tuple(map(mend, entry.statements)))


async def keep_late_word(context: Context, effect: effects.KeepLateWord) -> None:
    await context.submission(effect.period, effect.unit)
    await submissions.keep_late_word(
        context.connection,
        (effect.period, effect.unit),
        effect.text,
        effect.message,
        context.actor,
        context.now,
    )


async def ask_extension(context: Context, effect: effects.AskExtension) -> None:
    submission = await context.open_submission(effect.period, effect.unit)
    check_extension(effect.until, context.book.dates(await context.period(effect.period)))
    asked = moves.ask_extension(submission, effect.until, effect.reason)
    await submissions.put(context.connection, asked)


async def grant_extension(context: Context, effect: effects.GrantExtension) -> None:
    submission = await context.open_submission(effect.period, effect.unit)
    check_extension(effect.until, context.book.dates(await context.period(effect.period)))
    await submissions.put(context.connection, moves.extend(submission, effect.until, context.now))


async def decline_extension(context: Context, effect: effects.DeclineExtension) -> None:
    submission = await context.open_submission(effect.period, effect.unit)
    await submissions.put(context.connection, moves.decline_extension(submission))
