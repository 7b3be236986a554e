"""What must not be kept: files, and what is known of somebody who leaves."""

from bot.applying.context import Context
from bot.filing import drop
from bot.uploads import Uploads
from domain import effects
from domain.messages import Address
from storage import (
    addresses,
    browsers,
    files,
    inbox,
    invites,
    jobs,
    lines,
    outbox,
    people,
    sessions,
    submissions,
)
from storage.inbox import PERSON


async def forget_files(context: Context, effect: effects.ForgetFiles) -> None:
    """The bytes go before the row that names them is gone for good: a turn that is taken back
    is tried again and finds nothing left to delete."""
    taken = await files.take_off(context.connection, context.actor, effect.message, effect.album)
    hashes = {*effect.sha256, *(sha256 for _, _, sha256 in taken)}
    for period, unit in {(period, unit) for period, unit, _ in taken}:
        await submissions.take_files_out(context.connection, period, unit, hashes)
    await _stop_fetching(context, effect)
    for path in await files.drop_unreferenced(context.connection, hashes, context.owner):
        drop(context.book.folder, path)


async def _stop_fetching(context: Context, effect: effects.ForgetFiles) -> None:
    """What came with it and was not fetched yet."""
    for job in await jobs.waiting(context.connection, effects.FetchFile.__name__):
        work = job.work()
        if job.owner == context.owner and isinstance(work, effects.FetchFile):
            same_message = work.message and work.message == effect.message
            if same_message or (work.album and work.album == effect.album):
                Uploads(context.book.folder).drop(work.reference)
                await jobs.finish(context.connection, job.id, "done", context.now)


async def decline_invite(context: Context, effect: effects.DeclineInvite) -> None:
    assert context.address is not None
    await invites.forget_name(context.connection, effect.invite)
    await _forget_talk(context, str(context.address))


async def forget_me(context: Context, effect: effects.ForgetMe) -> None:
    """Of the record of work the code stays; names in what others were told go with their time."""
    places = await addresses.every(context.connection, context.actor)
    await people.forget(context.connection, context.actor, context.now)
    await invites.forget_person(context.connection, context.actor, places)
    await browsers.forget_chats(context.connection, [p.chat for p in places if not p.rings])
    await _forget_talk(context, f"{PERSON}{context.actor}", *places)
    await sessions.drop(context.connection, context.owner)


async def _forget_talk(context: Context, *owners: Address | str) -> None:
    """What they said and what they were told, with where they were reached."""
    for owner in owners:
        await inbox.forget_owner(context.connection, str(owner), context.inbox)
        await outbox.forget_owner(context.connection, str(owner))
        await lines.forget_owner(context.connection, str(owner))
