"""Files by link, where a messenger carries none: no cookie, the link signs for itself."""

from aiohttp import web

from bot.channels.web import BOT
from bot.links import DOWNLOAD, PICTURE, UPLOAD, Signed
from bot.loading.facts import load_person
from bot.web.bodies import read_key
from bot.web.giving import give_file, give_picture
from bot.web.pages import as_json
from bot.web.receiving import keep
from bot.web.site import Site, show, site_of
from bot.web.taking import drop_repeated
from domain.messages import PAGE
from domain.people import Person, Power, may
from storage import files, people, reports
from storage.inbox import PERSON


def routes() -> list[web.RouteDef]:
    return [
        web.get("/download/{token}", download_page),
        web.get("/download/{token}/file", download),
        web.get("/picture/{token}.png", picture),
        web.get("/upload/{token}", upload_page),
        web.post("/upload/{token}", upload),
    ]


async def download_page(request: web.Request) -> web.StreamResponse:
    """Only a press fetches the file: messengers open links for themselves, to show a preview."""
    signed, _ = await _read(request, DOWNLOAD)
    reader = site_of(request).world.database.reader
    about = {
        "name": await files.name_of(reader, signed.about),
        "until": signed.until.isoformat(),
        "file": f"{request.path}/file",
    }
    return await show(request, "download.html", about)


async def download(request: web.Request) -> web.StreamResponse:
    signed, _ = await _read(request, DOWNLOAD)
    return await give_file(site_of(request), signed.about)


async def picture(request: web.Request) -> web.StreamResponse:
    """Of a report's first page: fetched by a messenger's server, which presses nothing."""
    site, (signed, _) = site_of(request), await _read(request, PICTURE)
    if not await reports.is_picture(site.world.database.reader, signed.about):
        raise web.HTTPNotFound
    return await give_picture(site, signed.about)


async def upload_page(request: web.Request) -> web.StreamResponse:
    signed, person = await _read(request, UPLOAD)
    about = {"name": person.name, "until": signed.until.isoformat(), "to": request.path}
    return await show(request, "upload.html", about)


async def upload(request: web.Request) -> web.StreamResponse:
    """Heard as if the person had sent it from where the conversation goes on."""
    site, (signed, person) = site_of(request), await _read(request, UPLOAD)
    key = read_key(request.query.get("key"))
    if not site.limits.messages.allows(person.code, site.now().timestamp()):
        raise web.HTTPTooManyRequests
    event = await keep(site, request, person.code, key)
    number = f"{person.code}:{key}"
    if not await site.world.intake.store_for(signed.owner, (PAGE, BOT), number, event):
        drop_repeated(site, event)
    return as_json({"stored": key})


async def _read(request: web.Request, purpose: str) -> tuple[Signed, Person]:
    """What the link says, and who it is for: somebody who may still have what it gives."""
    site: Site = site_of(request)
    signed = site.links.read(purpose, request.match_info["token"])
    if signed is None:
        raise web.HTTPNotFound
    reader, code = site.world.database.reader, signed.owner.removeprefix(PERSON)
    person = await load_person(reader, code, site.now())
    if person is None or not person.grants:
        raise web.HTTPNotFound
    if signed.made < await people.links_from(reader, code):
        raise web.HTTPNotFound
    if await reports.is_document(reader, signed.about) and not may(person, Power.OVERSEE):
        raise web.HTTPNotFound
    return signed, person
