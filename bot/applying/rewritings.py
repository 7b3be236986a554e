"""Effects on the text below headings of a report."""

from bot.applying.context import Context
from domain import effects
from domain.errors import NothingSuch
from domain.rewriting import Rewriting
from storage import rewritings


async def rewrite_heading(context: Context, effect: effects.RewriteHeading) -> None:
    rewriting = Rewriting(
        effect.heading, effect.lines, effect.basis, context.actor, context.now, effect.message
    )
    await rewritings.add(context.connection, effect.period, rewriting)


async def drop_rewriting(context: Context, effect: effects.DropRewriting) -> None:
    there = await rewritings.drop(
        context.connection, effect.period, effect.heading, context.actor, context.now
    )
    if not there:
        raise NothingSuch(what=effect.heading)
