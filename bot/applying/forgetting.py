"""Files that must not be kept."""

from bot.applying.context import Context
from bot.filing import drop
from domain import effects
from storage import files, submissions


async def forget_files(context: Context, effect: effects.ForgetFiles) -> None:
    """The bytes go before the row that names them is gone for good: a turn that is taken back
    is tried again and finds nothing left to delete."""
    taken = await files.take_off(context.connection, context.actor, effect.message, effect.album)
    hashes = {*effect.sha256, *(sha256 for _, _, sha256 in taken)}
    for period, unit in {(period, unit) for period, unit, _ in taken}:
        await submissions.take_files_out(context.connection, period, unit, hashes)
    for path in await files.drop_unreferenced(context.connection, hashes, context.owner):
        drop(context.book.folder, path)
