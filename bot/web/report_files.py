"""A compiled version to be saved, whole or a part of it: kept bytes as they are."""

from aiohttp import web

from bot.report_forms import form_of
from bot.web.giving import disposition
from bot.web.site import Site, require, site_of
from domain.errors import NothingSuch
from domain.facts import StoredReport
from domain.people import Power
from domain.report_files import forms_of, is_part
from storage import reports


async def download(request: web.Request) -> web.StreamResponse:
    """Word, PDF and workbook as they were kept, written on the first asking where they were not;
    text and JSON from the data the version was written from."""
    site, form = site_of(request), request.match_info["form"]
    require(request, Power.OVERSEE)
    part = request.query.get("part", "")
    number = int(request.match_info["id"])
    stored = await reports.get(site.world.database.reader, number)
    if stored is None or not is_part(part) or form not in forms_of(part):
        raise web.HTTPNotFound
    try:
        if stored.file(part, form):
            name, content = await _form(site, stored, part, form)
        else:
            name, content = await _written(site, number, part, form)
    except (NothingSuch, FileNotFoundError):
        raise web.HTTPNotFound from None
    response = web.Response(body=content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = disposition(name)
    return response


async def _written(site: Site, number: int, part: str, form: str) -> tuple[str, bytes]:
    """One at a time; who waited finds what another had written meanwhile."""
    async with site.writing:
        stored = await reports.get(site.world.database.reader, number)
        assert stored is not None, "versions are never deleted"
        return await _form(site, stored, part, form)


async def _form(site: Site, stored: StoredReport, part: str, form: str) -> tuple[str, bytes]:
    world = site.world
    return await form_of(world.database, world.book, stored, part, form, site.now())
