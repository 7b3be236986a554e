"""Files handed over: to be saved, never opened within a page; pictures of ours are shown."""

from urllib.parse import quote

from aiohttp import web

from bot.channels.base import File
from bot.web.site import Site
from bot.world import load_file


async def give_file(site: Site, sha256: str) -> web.Response:
    file = await _load(site, sha256)
    response = web.Response(body=file.content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = disposition(file.name)
    return response


async def give_picture(site: Site, sha256: str) -> web.Response:
    """One that we drew ourselves, to be shown where it was asked for."""
    file = await _load(site, sha256)
    response = web.Response(body=file.content, content_type=file.mime)
    response.headers["Cache-Control"] = "private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


async def _load(site: Site, sha256: str) -> File:
    try:
        return await load_file(site.world.database, site.world.book, sha256)
    except FileNotFoundError:
        raise web.HTTPNotFound from None


def disposition(name: str) -> str:
    """RFC 6266: the name in UTF-8, and in plain letters for those who do not read it."""
    plain = "".join(c if (c.isascii() and c.isalnum()) or c in "._- " else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
