"""The board: the period at a glance, a unit's submission, and the buttons beside them."""

from aiohttp import web

from bot.web.board_drawing import digest, draw, read_wanted
from bot.web.board_live import stream
from bot.web.bodies import read_order
from bot.web.pages import as_json
from bot.web.site import require, show, site_of
from bot.web.taking import pace, receive
from domain.conversation import Chose
from domain.people import Power

ORDERS = frozenset(
    {
        "approve",
        "chase",
        "compile",
        "enter_for",
        "extend",
        "overview",
        "reopen",
        "return",
        "sign_off",
        "stop_press",
        "typo",
        "view",
        "withdraw",
    }
)
"""Heads of the choices that stand on the board; handlers/coordinator knows what they mean."""


def routes() -> list[web.RouteDef]:
    return [
        web.get("/board", page),
        web.get("/board/stream", stream, allow_head=False),
        web.get(r"/board/unit/{unit:[\w.:-]{1,100}}", page),
        web.post("/board/order", order),
    ]


async def page(request: web.Request) -> web.StreamResponse:
    """With `part`, only what changes: the script puts it in the place of the old."""
    wanted = read_wanted(request.query, request.match_info.get("unit"))
    visitor = require(request, Power.OVERSEE)
    drawn = await draw(site_of(request), visitor, wanted)
    if drawn is None:
        raise web.HTTPNotFound
    seen = digest(drawn)
    if "part" in request.query:
        part = web.Response(text=drawn, content_type="text/html")
        part.headers["X-Seen"] = seen
        return part
    live = wanted.address("/board/stream")
    return await show(request, "board.html", {"part": drawn, "seen": seen, "live": live})


async def order(request: web.Request) -> web.StreamResponse:
    """A press, as one in the chat: the answer and all further questions come there."""
    site, visitor = site_of(request), require(request, Power.COORDINATE)
    spoken = await read_order(request)
    assert isinstance(spoken.event, Chose), "an order is a choice"
    if spoken.event.key.partition("|")[0] not in ORDERS:
        raise web.HTTPBadRequest
    pace(site, visitor)
    await receive(site, visitor, spoken.key, spoken.event)
    return as_json({"stored": spoken.key})
