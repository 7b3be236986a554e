"""What people are told about their data is true of every byte of the books."""

from datetime import timedelta

from bot.applying import Context, apply
from bot.channels.memory import MemoryChannel
from bot.world import World
from domain.effects import IssueInvite
from domain.people import Role
from tests.cast import HA, Persona, let_in
from tests.hand_clock import HandClock
from tests.play import Player
from tests.recorders import files_that_hold, rows

CODE, NAME = "K7Q2-M9XD", "Hoàng Bí Ẩn"
NEW = Persona("khach777", NAME, Role.FOCAL_POINT, "phong-y-te")


async def invite(world: World, name: str | None) -> None:
    async with world.database.transaction() as connection:
        context = Context(connection, world.book, world.clock(), "tests", "tests")
        expires_at = world.clock() + timedelta(hours=72)
        await apply(context, IssueInvite(CODE, NEW.role, NEW.unit, name, expires_at))


async def held(world: World, words: str) -> set[str]:
    """The tables that hold some words, and the files of the folder that do although none does."""
    tables = await rows(world, "SELECT name FROM sqlite_master WHERE type = 'table'")
    holding = set()
    for (table,) in tables:
        lines = await rows(world, f"SELECT * FROM {table}")
        if any(words in str(cell) for line in lines for cell in line):
            holding.add(str(table))
    await world.database.checkpoint()
    return holding or set(files_that_hold(world.book.folder, words))


async def test_who_declines_leaves_nothing_but_the_chats_own_id(
    district: World, clock: HandClock, channel: MemoryChannel
) -> None:
    await invite(district, NAME)
    player = Player(district, clock, channel)
    went = await player.play(f"khach777> {CODE}\nkhach777> [Không đồng ý]\n")
    assert NAME in went and "chỉ còn mã của cuộc trò chuyện này" in went
    assert await held(district, NAME) == set()
    assert await held(district, "khach777") == {"outbox", "lines"}
    assert "[Đồng ý]" in await player.play(f"khach777> {CODE}\n")


async def test_who_declines_where_the_name_is_asked_leaves_nothing_either(
    district: World, clock: HandClock, channel: MemoryChannel
) -> None:
    await invite(district, None)
    player = Player(district, clock, channel)
    await player.play(f"khach777> {CODE}\nkhach777> [Đồng ý]\nkhach777> dừng\n")
    assert await held(district, "khach777") == {"outbox", "lines"}


async def test_what_the_coordinator_was_told_stays_for_its_time_and_that_is_said(
    district: World, clock: HandClock, channel: MemoryChannel
) -> None:
    await let_in(district, HA)
    player = Player(district, clock, channel)
    await player.play(f"ha> mời Phòng Y tế\nha> {NAME}\n")
    await invite(district, NAME)
    went = await player.play(f"khach777> {CODE}\nkhach777> [Không đồng ý]\n")
    assert "12 tháng sau khi khóa kỳ báo cáo" in went
    owners = await rows(
        district,
        "SELECT owner FROM inbox WHERE payload LIKE ?1 "
        "UNION SELECT owner FROM outbox WHERE reply LIKE ?1",
        f"%{NAME}%",
    )
    assert owners
    assert all(str(owner).startswith(("person:", str(HA.address))) for (owner,) in owners)


async def test_who_asks_to_be_deleted_is_in_no_byte_of_the_books(
    district: World, clock: HandClock, channel: MemoryChannel
) -> None:
    await invite(district, None)
    player = Player(district, clock, channel)
    await player.play(
        f"khach777> ABCD-2345\nkhach777> {CODE}\nkhach777> [Đồng ý]\nkhach777> {NAME}\n"
        "khach777> báo cáo\nkhach777> Đang thực hiện, đã lập 12 hồ sơ\nkhach777> dữ liệu của tôi\n"
        "khach777> [Xóa dữ liệu của tôi]\nkhach777> [Xóa dữ liệu của tôi]\n"
    )
    await district.tick()
    assert await held(district, NAME) == set()
    assert await held(district, "khach777") == set()
    assert await rows(district, "SELECT count(*) FROM entries") != [(0,)]


async def test_after_being_deleted_one_is_a_stranger(
    district: World, clock: HandClock, channel: MemoryChannel
) -> None:
    await let_in(district, NEW)
    player = Player(district, clock, channel)
    went = await player.play(
        "khach777> dữ liệu của tôi\nkhach777> [Xóa dữ liệu của tôi]\n"
        "khach777> [Xóa dữ liệu của tôi]\nkhach777> báo cáo\n"
    )
    assert "đồng chí gửi mã mời (dạng K7Q2-M9XD)" in went
