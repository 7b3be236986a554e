"""The programme page: frame, tasks, units with those who answer for them, and invites to print."""

from aiohttp import web

from bot.web.bodies import read_key, read_object
from bot.web.inviting import make_strips
from bot.web.pages import as_json
from bot.web.programme_view import programme_data
from bot.web.site import Site, require, show, site_of
from bot.web.taking import pace
from domain.people import Power
from domain.programme import Programme, Unit
from storage import invites, programmes, staff


def routes() -> list[web.RouteDef]:
    return [
        web.get("/programme", page),
        web.post("/programme/invites", invite),
    ]


async def page(request: web.Request) -> web.StreamResponse:
    site = site_of(request)
    require(request, Power.COORDINATE)
    reader = site.world.database.reader
    every = await programmes.every(reader)
    code = request.query.get("programme", "")
    data: dict[str, object] = {"programmes": every, "programme": None}
    if code or every:
        programme = await _programme(site, code or every[-1].code)
        waiting = await invites.unused(reader, site.now())
        data |= programme_data(programme, await staff.by_unit(reader), waiting)
    return await show(request, "programme.html", data)


async def _programme(site: Site, code: object) -> Programme:
    found = await programmes.get(site.world.database.reader, str(code))
    if found is None:
        raise web.HTTPNotFound
    return found


async def invite(request: web.Request) -> web.StreamResponse:
    """A sheet of fresh codes, shown in this answer and nowhere else."""
    site, visitor = site_of(request), require(request, Power.COORDINATE)
    assert visitor.person is not None
    body = await read_object(request)
    key, programme = read_key(body.get("key")), await _programme(site, body.get("programme"))
    units = _units(programme, body.get("units"))
    pace(site, visitor)
    # Repeated by a browser that got no answer, it would leave a second set that nobody saw.
    if not site.limits.sheets.allows(f"{visitor.name}:{key}", site.now().timestamp()):
        raise web.HTTPConflict
    strips, expires_at = await make_strips(site, visitor.person, units)
    shared = bool(site.world.book.rules.bots)
    data = {
        "programme": programme,
        "strips": strips,
        "expires_at": expires_at.isoformat(),
        "without_zalo": sum(1 for strip in strips if shared and strip.bot is None),
    }
    return as_json({"sheet": site.pages.text("invites.html", data | _places(site, programme))})


def _places(site: Site, programme: Programme) -> dict[str, object]:
    agency = site.world.book.rules.agency or programme.frame.issuer or ""
    return {"agency": agency, "typed": f"{site.public.url}/join"}


def _units(programme: Programme, codes: object) -> list[Unit]:
    """Each named unit once, in the programme's order. Raises HTTPBadRequest for any other."""
    if not isinstance(codes, list) or not codes:
        raise web.HTTPBadRequest
    named = {code for code in codes if isinstance(code, str)}
    units = [unit for unit in programme.units if unit.code in named]
    if len(units) != len(named) or len(named) != len(codes):
        raise web.HTTPBadRequest
    return units
