"""Every route that is served, and at each something real to ask for."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from PIL import Image

from bot.web.health import Pulse, health_app
from domain.messages import Reply
from tests.bot.web.conftest import settled
from tests.bot.web.knocking import KEY, Answer, Knocker
from tests.cast import HA, LAN, PERIOD, PROGRAMME
from tests.reported import compile_year
from tests.served import Served

FILE = "?" + urlencode({"key": KEY, "name": "hop.jpg"})


def routes_of(app: web.Application) -> set[tuple[str, str]]:
    """Methods and paths; a pattern within a place is of no interest to who reads the guide."""
    return {
        (route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.resource and route.method != "HEAD"
    }


def health_of(office: Served) -> web.Application:
    """What a monitoring asks, served apart."""
    world = office.world
    return health_app(world.database, world.book, world.clock, Pulse(world.clock()))


def photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(made, "JPEG")
    return made.getvalue()


@dataclass(frozen=True, slots=True)
class Things:
    """What the places of paths may name in an office where something was reported."""

    places: Mapping[str, str]
    upload: str
    download: str

    def address(self, path: str) -> str:
        token = self.upload if path.startswith("/upload/") else self.download
        places = {**self.places, "token": token}
        return re.sub(r"\{(\w+)\}", lambda place: places[place[1]], path)

    async def ask(self, knocker: Knocker, method: str, path: str) -> Answer:
        """As the page or the script would that has to do with it."""
        if method == "GET":
            return await knocker.get(self.address(path))
        if path in ("/chat/files", "/upload/{token}"):
            return await knocker.post(self.address(path) + FILE, photo())
        return await knocker.post(path, self._body(path))

    def _body(self, path: str) -> dict[str, Any]:
        bodies: dict[str, dict[str, Any]] = {
            "/join": {"code": "AAAA-2222"},
            "/leave": {"which": "here"},
            "/chat/say": {"text": "trợ giúp"},
            "/chat/seen": {"line": int(self.places["line"])},
            "/board/order": {"order": f"chase|{PERIOD}"},
            "/report/order": {"order": f"compile|{PERIOD}"},
            "/programme/invites": {"programme": PROGRAMME, "units": [LAN.unit]},
        }
        return {"key": KEY, **bodies.get(path, {})}


async def something_everywhere(office: Served) -> Things:
    """Lan has sent a report with a photo; Ha had it compiled, and got it in her chat."""
    lan, ha = await office.browser(LAN), await office.browser(HA)
    await lan.says("báo cáo", "key-of-a-start")
    await lan.says("1. Đang thực hiện, đã lập 101.240 hồ sơ", "key-of-a-result")
    await lan.sends(photo(), "hop.jpg")
    await settled(office)
    await lan.says("gửi", "key-of-an-end")
    await settled(office)
    ((sha256,),) = await office.rows("SELECT sha256 FROM evidence")
    compiled = (await compile_year(office.world, HA)).stored
    await office.tells(
        HA, Reply("coordinator/compiling.j2", {"period": "2022"}, attachments=(compiled.docx,))
    )
    await settled(office)
    owner = f"person:{await office.code_of(HA)}"
    links = office.site.links
    return Things(
        {
            "name": "style.css",
            "unit": LAN.unit or "",
            "form": "docx",
            "id": str(compiled.id),
            "sha256": sha256,
            "line": str((await ha.lines())["lines"][-1]["id"]),
            "number": "0",
        },
        links.upload(await office.code_of(LAN)).rpartition("/")[2],
        links.download(owner, compiled.docx).rpartition("/")[2],
    )
