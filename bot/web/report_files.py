"""A compiled version to be saved, whole or a part of it: kept bytes as they are."""

from aiohttp import web

from bot.report_forms import form_of
from bot.web.giving import disposition
from bot.web.site import require, site_of
from domain.errors import NothingSuch
from domain.people import Power
from domain.report_files import forms_of, is_part
from storage import reports


async def download(request: web.Request) -> web.StreamResponse:
    """Word, PDF and workbook as they were kept, written on the first asking where they were not;
    text and JSON from the data the version was written from."""
    site, form = site_of(request), request.match_info["form"]
    require(request, Power.OVERSEE)
    part = request.query.get("part", "")
    stored = await reports.get(site.world.database.reader, int(request.match_info["id"]))
    if stored is None or not is_part(part) or form not in forms_of(part):
        raise web.HTTPNotFound
    world = site.world
    try:
        name, content = await form_of(world.database, world.book, stored, part, form, site.now())
    except (NothingSuch, FileNotFoundError):
        raise web.HTTPNotFound from None
    response = web.Response(body=content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = disposition(name)
    return response
