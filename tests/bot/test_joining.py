"""Joining over the real books: what a stranger says is gone, what was consented to is there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.applying import Context, apply
from bot.channels.memory import MemoryChannel, Sent
from bot.world import World, open_world
from domain.effects import IssueInvite
from domain.errors import SendError
from domain.messages import Address
from domain.people import Grant, Role
from storage import addresses, people, sessions
from tests.cast import CLOCK_START, HA, LAN, Persona, let_in, make_book, take_over_sample
from tests.hand_clock import HandClock
from tests.play import Player
from tests.recorders import code_of, rows

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


# A code for somebody known.

ANOTHER = "AB2C-D34E"


@asynccontextmanager
async def lan_known(folder: Path) -> AsyncIterator[tuple[World, Player, str]]:
    """Lan has joined, and a code for one more channel of hers was given out."""
    async with office(folder) as (world, player):
        await let_in(world, LAN)
        async with world.database.transaction() as connection:
            lan = await code_of(connection, LAN)
        await give(world, ANOTHER, lan)
        yield world, player, lan


async def give(world: World, code: str, person: str) -> None:
    async with world.database.transaction() as connection:
        context = Context(connection, world.book, world.clock(), "tests", "tests")
        expires_at = world.clock() + timedelta(hours=72)
        grant = (Role.FOCAL_POINT, "phong-y-te")
        await apply(context, IssueInvite(code, *grant, None, expires_at, person=person))


async def reached_at(world: World, person: str) -> list[Address]:
    async with world.database.transaction() as connection:
        return list(await addresses.every(connection, person))


async def test_the_same_person_is_reached_at_two_addresses(tmp_path: Path) -> None:
    async with lan_known(tmp_path) as (world, player, lan):
        await player.play(f"+ 2 ngày\nmoi> {ANOTHER}\nmoi> [Đồng ý]\n")
        assert {place.chat for place in await reached_at(world, lan)} == {LAN.chat, "moi"}
        assert await rows(world, "SELECT count(*) FROM people") == [(2,)]
        assert await rows(world, "SELECT count(*) FROM grants WHERE person = ?", lan) == [(1,)]
        async with world.database.transaction() as connection:
            assert await people.consent(connection, lan) == ("1", world.clock())
        assert ANOTHER not in "".join(await kept(world))


async def test_consent_to_a_new_wording_counts_for_all_channels(tmp_path: Path) -> None:
    async with lan_known(tmp_path) as (world, player, lan):
        async with world.database.transaction() as connection:
            await people.agree(connection, lan, "0", world.clock())
        await player.play(f"moi> {ANOTHER}\nmoi> [Đồng ý]\n")
        assert "đã thay đổi" not in await player.play(f"{LAN.chat}> báo cáo\n")


async def test_what_is_under_way_elsewhere_is_not_disturbed(tmp_path: Path) -> None:
    async with lan_known(tmp_path) as (world, player, lan):
        await player.play(f"{LAN.chat}> báo cáo\n{LAN.chat}> [Đang thực hiện]\n")
        async with world.database.transaction() as connection:
            before = await sessions.get(connection, f"person:{lan}")
        await player.play(f"moi> {ANOTHER}\nmoi> [Đồng ý]\n")
        async with world.database.transaction() as connection:
            assert await sessions.get(connection, f"person:{lan}") == before
        assert "Đã mở 3 lớp" in await player.play(f"{LAN.chat}> Đã mở 3 lớp\n")


async def test_a_newer_code_for_the_same_person_voids_the_older(tmp_path: Path) -> None:
    async with lan_known(tmp_path) as (world, player, lan):
        await give(world, "XY2C-D34E", lan)
        assert "đã bị hủy" in await player.play(f"moi> {ANOTHER}\n")
        assert "[Đồng ý]" in await player.play("moi> XY2C-D34E\n")


async def test_somebody_elses_code_is_not_used_up(tmp_path: Path) -> None:
    async with lan_known(tmp_path) as (world, player, lan):
        assert "cấp cho người khác" in await player.play(f"ha> {ANOTHER}\n")
        assert "đã là của đồng chí" in await player.play(f"{LAN.chat}> {ANOTHER}\n")
        await player.play(f"moi> {ANOTHER}\nmoi> [Đồng ý]\n")
        assert len(await reached_at(world, lan)) == 2


async def test_who_was_forgotten_is_let_in_by_no_code(tmp_path: Path) -> None:
    async with lan_known(tmp_path) as (world, player, lan):
        await player.play(f"moi> {ANOTHER}\n")
        async with world.database.transaction() as connection:
            await people.forget(connection, lan, world.clock())
        assert "đã bị hủy" in await player.play("moi> [Đồng ý]\n")
        assert await reached_at(world, lan) == []


async def test_who_holds_no_role_any_more_is_let_in_by_no_code(tmp_path: Path) -> None:
    async with lan_known(tmp_path) as (world, player, lan):
        async with world.database.transaction() as connection:
            await people.end_grant(connection, lan, LAN.role, LAN.unit, world.clock())
        assert "đã bị hủy" in await player.play(f"moi> {ANOTHER}\n")


async def test_a_role_that_has_changed_meanwhile_is_named_as_it_is(tmp_path: Path) -> None:
    async with lan_known(tmp_path) as (world, player, lan):
        async with world.database.transaction() as connection:
            await people.end_grant(connection, lan, LAN.role, LAN.unit, world.clock())
            await people.grant(connection, lan, Role.FOCAL_POINT, "xa-co-dam", world.clock())
        assert "vai trò cán bộ đầu mối của xã Cổ Đạm" in await player.play(f"moi> {ANOTHER}\n")


async def test_the_books_tell_for_whom_a_code_was_given_but_not_the_code(tmp_path: Path) -> None:
    async with lan_known(tmp_path) as (world, _, lan):
        ((ids,),) = await rows(world, "SELECT ids FROM audit ORDER BY id DESC LIMIT 1")
        assert lan in str(ids) and ANOTHER not in str(ids)


async def test_who_was_not_shown_the_notice_cannot_consent_to_it(tmp_path: Path) -> None:
    async with office(tmp_path, "Nguyễn Thị Lan") as (world, player):

        def refuse(_: Sent) -> None:
            raise SendError("ClientConnectorError")

        player.channel.on_send = refuse
        await player.play(f"moi> {CODE}\nmoi> 1\nmoi> Đồng ý tham gia\n")
        assert await grants(world) is None
