"""By which channels the focal points of units are reached."""

from aiosqlite import Connection

from domain.messages import PAGE, Address
from domain.people import Contact, Role
from storage import addresses, browsers, overview, people, staff
from tests.storage.conftest import NOW

TELEGRAM, ZALO = Address("telegram", "b", "1"), Address("zalo", "mot", "2")
PAGES = (Address(PAGE, "pages", "3"), Address(PAGE, "pages", "4"))


async def focal_point(connection: Connection, name: str, *places: Address) -> str:
    code = await people.add(connection, name, "1", NOW)
    await people.grant(connection, code, Role.FOCAL_POINT, "phong-y-te", NOW)
    for place in places:
        await addresses.bind(connection, code, place, NOW)
        await browsers.let_in(connection, place.chat, f"digest {place.chat}", NOW)
    return code


async def test_each_focal_point_is_told_with_the_channels_that_work(
    connection: Connection,
) -> None:
    await focal_point(connection, "Nguyễn Thị Lan", TELEGRAM, ZALO, *PAGES)
    await focal_point(connection, "Lê Văn Tâm")
    assert await overview.reach(connection) == {
        "phong-y-te": (
            Contact("Nguyễn Thị Lan", ("telegram", "web", "zalo")),
            Contact("Lê Văn Tâm"),
        )
    }
    await addresses.disable(connection, TELEGRAM, NOW)
    await addresses.fail(connection, ZALO, NOW)
    lan, _ = (await overview.reach(connection))["phong-y-te"]
    assert lan.channels == ("web",) and lan.page_only and not lan.rings


async def test_a_page_that_no_browser_opens_any_more_reaches_nobody(
    connection: Connection,
) -> None:
    await focal_point(connection, "Nguyễn Thị Lan", PAGES[0])
    assert await addresses.people_by_bot(connection) == {(PAGE, "pages"): 1}
    await browsers.end(connection, 1, NOW)
    ((lan,),) = (await overview.reach(connection)).values()
    assert lan.channels == ()
    assert await overview.people_by_unit(connection) == {}
    assert await addresses.people_by_bot(connection) == {}
    ((member,),) = (await staff.by_unit(connection)).values()
    assert member.channels == ()


async def test_two_of_the_same_name_are_two(connection: Connection) -> None:
    await focal_point(connection, "Nguyễn Thị Lan", TELEGRAM)
    await focal_point(connection, "Nguyễn Thị Lan")
    assert [one.rings for one in (await overview.reach(connection))["phong-y-te"]] == [True, False]


async def test_who_holds_the_role_no_more_is_not_among_them(connection: Connection) -> None:
    code = await focal_point(connection, "Nguyễn Thị Lan", TELEGRAM)
    await people.end_grant(connection, code, Role.FOCAL_POINT, "phong-y-te", NOW)
    assert await overview.reach(connection) == {}
