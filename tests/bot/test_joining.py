"""Joining over the real books: what a stranger says is gone, what was consented to is there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.applying import Context, apply
from bot.channels.memory import MemoryChannel
from bot.world import World, open_world
from domain.effects import IssueInvite
from domain.people import Grant, Role
from storage import addresses, people
from tests.cast import CLOCK_START, HA, Persona, let_in, make_book, take_over_sample
from tests.hand_clock import HandClock
from tests.play import Player

CODE = "K7Q2-M9XD"
NEW = Persona("moi", "Nguyễn Thị Lan", Role.FOCAL_POINT, "phong-y-te")


@asynccontextmanager
async def office(
    folder: Path, name: str | None = None, replaces: str | None = None
) -> AsyncIterator[tuple[World, Player]]:
    """The year's period is open, and one code was given to phòng Y tế."""
    clock, channel = HandClock(CLOCK_START), MemoryChannel()
    async with open_world(make_book(folder), clock, {channel.name: channel}) as world:
        await take_over_sample(world)
        await let_in(world, HA)
        async with world.database.transaction() as connection:
            context = Context(connection, world.book, clock(), "tests", "tests")
            expires_at = clock() + timedelta(hours=72)
            await apply(
                context,
                IssueInvite(CODE, Role.FOCAL_POINT, "phong-y-te", name, expires_at, replaces),
            )
        yield world, Player(world, clock, channel)


async def kept(world: World) -> list[str]:
    """Every payload that the inbox still holds of the new chat."""
    async with world.database.transaction() as connection:
        rows = await connection.execute_fetchall(
            "SELECT payload FROM inbox WHERE owner LIKE '%:moi'"
        )
        return [row[0] for row in rows]


async def grants(world: World, persona: Persona = NEW) -> tuple[str, tuple[Grant, ...]] | None:
    async with world.database.transaction() as connection:
        code = await addresses.behind(connection, persona.address)
        person = await people.get(connection, code) if code else None
        return (person.name, person.grants) if person else None


async def test_by_a_code_and_consent_a_person_is_known_and_can_start(tmp_path: Path) -> None:
    async with office(tmp_path, "Nguyễn Thị Lan") as (world, player):
        went = await player.play(f"moi> /start {CODE}\nmoi> [Đồng ý]\nmoi> báo cáo\n")
        assert await grants(world) == ("Nguyễn Thị Lan", (Grant(NEW.role, NEW.unit),))
        assert "Đây là trợ lý tự động (máy)" in went
        assert CODE not in "".join(await kept(world))


async def test_a_name_is_asked_where_the_invite_has_none(tmp_path: Path) -> None:
    async with office(tmp_path) as (world, player):
        await player.play(f"moi> {CODE.lower()}\nmoi> [Đồng ý]\nmoi> tôi là Nguyễn Thị Lan\n")
        known = await grants(world)
        assert known and known[0] == "Nguyễn Thị Lan"


async def test_what_is_said_before_consent_is_not_kept(tmp_path: Path) -> None:
    async with office(tmp_path) as (world, player):
        await player.play(f"moi> chào bot, tôi ở trạm y tế\nmoi> {CODE}\nmoi> để tôi hỏi đã\n")
        assert await grants(world) is None
        assert set(await kept(world)) == {""}
        await player.play("moi> [Không đồng ý]\n")
        async with world.database.transaction() as connection:
            rows = await connection.execute_fetchall("SELECT owner, body FROM sessions")
        assert not [row["body"] for row in rows if "invite" in row["body"]]


async def test_a_code_works_once(tmp_path: Path) -> None:
    async with office(tmp_path, "Nguyễn Thị Lan") as (world, player):
        await player.play(f"moi> {CODE}\nmoi> [Đồng ý]\n")
        went = await player.play(f"khac> {CODE}\n")
        assert "đã được sử dụng" in went
        assert await grants(world, Persona("khac", "", Role.FOCAL_POINT)) is None


async def test_guessing_is_stopped_for_an_hour(tmp_path: Path) -> None:
    guesses = "\n".join(f"moi> AB2C-D{number}E" for number in range(10, 15))
    async with office(tmp_path, "Nguyễn Thị Lan") as (_, player):
        went = await player.play(f"{guesses}\nmoi> {CODE}\n")
        assert went.count("không mở được") == 5
        assert "thử lại sau 09:00, ngày 25/11/2022" in went
        went = await player.play(f"+ 2 giờ\nmoi> {CODE}\n")
        assert "[Đồng ý]" in went
