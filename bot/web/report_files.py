"""A compiled version to be saved: the Word file as it was stored, its text, its data."""

import asyncio
import json

from aiohttp import web
from aiosqlite import Connection

from bot.web.giving import disposition
from bot.web.site import Site, require, site_of
from bot.world import load_file
from documents.report import report_json, view, write_text
from domain.facts import StoredReport
from domain.people import Power
from domain.report import CompiledReport
from storage import reports
from storage.codec import load


async def compiled(reader: Connection, stored: StoredReport) -> CompiledReport:
    """The data a version was written from."""
    return load(CompiledReport, await reports.compiled(reader, stored.id))


async def download(request: web.Request) -> web.StreamResponse:
    """The stored bytes of the Word file; text and JSON from the data it was written from."""
    site, form = site_of(request), request.match_info["form"]
    require(request, Power.OVERSEE)
    reader = site.world.database.reader
    stored = await reports.get(reader, int(request.match_info["id"]))
    if stored is None:
        raise web.HTTPNotFound
    content = await _content(site, stored, form)
    code = stored.period.rpartition(":")[2]
    response = web.Response(body=content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = disposition(
        f"bao-cao-{code}-lan-{stored.version}.{form}"
    )
    return response


async def _content(site: Site, stored: StoredReport, form: str) -> bytes:
    if form == "docx":
        try:
            return (await load_file(site.world.database, site.world.book, stored.docx)).content
        except FileNotFoundError:
            raise web.HTTPNotFound from None
    report = await compiled(site.world.database.reader, stored)
    if form == "txt":
        return (await asyncio.to_thread(lambda: write_text(view(report)))).encode()
    plain = await asyncio.to_thread(report_json, report)
    return json.dumps(plain, ensure_ascii=False).encode()
