"""How the people of the demo join: a code, the notice, consent; another channel by a code, too."""

from datetime import timedelta

from bot.applying import Context, apply
from bot.codes import fresh_code
from bot.demo.cast import Actor
from bot.demo.messengers import ZALO
from bot.demo.play import Stage
from domain.conversation import Said, Started
from domain.effects import IssueInvite
from domain.invite_codes import find_code
from domain.messages import PAGE, Address
from storage import browsers


async def invite_all(stage: Stage) -> None:
    for actor in stage.actors.values():
        await _invite(stage, actor)
    stage.messengers.take()
    stage.timeline.joined(stage.clock.now)


async def _invite(stage: Stage, actor: Actor) -> None:
    """The channel that they use most is joined last, a while later: it is the one heard last."""
    code = fresh_code()
    await _issue(stage, actor, code)
    first, *others = reversed(actor.addresses)
    await _join(stage, first, code)
    for address in others:
        stage.messengers.take()
        await stage.receive(first, Said(stage.timeline.typed("add_channel"), stage.number()))
        given = [find_code(sent.part.text) for sent in stage.messengers.take()]
        stage.clock.now += timedelta(minutes=1)
        await _join(stage, address, next(filter(None, given)))


async def _issue(stage: Stage, actor: Actor, code: str) -> None:
    expires_at = stage.clock.now + timedelta(hours=72)
    effect = IssueInvite(code, actor.role, actor.unit, actor.name, expires_at)
    async with stage.world.database.transaction() as connection:
        context = Context(connection, stage.world.book, stage.clock.now, "demo", "demo")
        await apply(context, effect)


async def _join(stage: Stage, address: Address, code: str) -> None:
    """Zalo has no links that bring a code along: there it is typed."""
    if address.channel == PAGE:
        await _open_page(stage, address)
    typed = address.channel == ZALO
    await stage.receive(address, Said(code, stage.number()) if typed else Started(code))
    await stage.receive(address, Said(stage.timeline.typed("agree"), stage.number()))


async def _open_page(stage: Stage, address: Address) -> None:
    """In a browser, without which nobody is reached there."""
    async with stage.world.database.transaction() as connection:
        await browsers.let_in(connection, address.chat, address.chat, stage.clock.now)
