"""The table of routes in the operator guide is whole, and true: each row is tried by everybody.

To add a route, add its row; the words of its second column say who is let in.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bot.web.conftest import Knocks
from tests.bot.web.knocking import KEY, Answer, Knocker
from tests.bot.web.routing import health_of, routes_of
from tests.cast import BINH, HA, LAN, MINH, Persona
from tests.served import Served

GUIDE = Path(__file__).parents[3] / "docs" / "operator-guide.md"
ROW = re.compile(r"^\| `(GET|POST) (/[^`]*)` \| ([\w ]+) \| (.+) \|$", re.MULTILINE)
NOBODY, NEWCOMER = "a stranger", "somebody who has not consented"
KNOWN: dict[str, Persona] = {"focal point": LAN, "head": MINH, "coordinator": HA, "leader": BINH}
EVERYBODY = {NOBODY, NEWCOMER, *KNOWN}
LET_IN: dict[str, set[str]] = {
    "everybody": EVERYBODY,
    "who was let in": EVERYBODY - {NOBODY},
    "who has joined": set(KNOWN),
    "oversight": {"coordinator", "leader"},
    "coordinator": {"coordinator"},
    # By what stands in the link or the header; none of these people has it.
    "signed link": set(),
    "messenger": set(),
    # Served apart: at the address of the pages there is no such thing.
    "monitoring": set(),
}
SAMPLES = {
    "name": "style.css",
    "unit": "phong-y-te",
    "form": "docx",
    "sha256": "0" * 64,
    "bot": "mot",
}
"""What may stand at a place of a path; elsewhere a 1 does."""


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    who: str
    what: str

    @property
    def address(self) -> str:
        """The path with something of the right shape at each place."""
        return re.sub(r"\{(\w+)\}", lambda name: SAMPLES.get(name[1], "1"), self.path)


TABLE = [Route(*row) for row in ROW.findall(GUIDE.read_text(encoding="utf-8"))]


def is_refused(answer: Answer, route: Route) -> bool:
    """Shown the door: to the page where a code is asked for, or by a status that says so. What is
    there, but not for any of these people, is not even said to exist."""
    if answer.status == 303:
        return answer.headers["Location"] == "/join"
    return answer.status in ((401, 403) if LET_IN[route.who] else (401, 403, 404, 410))


def test_every_route_has_its_row_and_every_row_its_route(office: Served) -> None:
    known = routes_of(office.app) | routes_of(health_of(office))
    assert len(TABLE) == len({(route.method, route.path) for route in TABLE})
    assert sorted(known) == sorted((route.method, route.path) for route in TABLE)


@pytest.mark.parametrize("route", TABLE, ids=lambda route: f"{route.method} {route.path}")
async def test_a_route_lets_in_whom_its_row_names(
    route: Route, office: Served, knows: Knocks
) -> None:
    assert route.who in LET_IN
    refused = {
        who: is_refused(await tries(await somebody(who, office, knows), route), route)
        for who in sorted(EVERYBODY)
    }
    assert {who for who, no in refused.items() if not no} == LET_IN[route.who]


async def somebody(who: str, office: Served, knows: Knocks) -> Knocker:
    if who in KNOWN:
        return await knows(KNOWN[who])
    if who == NOBODY:
        return office.stranger()
    newcomer = office.stranger()
    code = {"key": KEY, "code": "AAAA-2222"}
    newcomer.cookie = (await newcomer.post("/join", code)).cookies["tiendo"].value
    return newcomer


async def tries(knocker: Knocker, route: Route) -> Answer:
    """As the page would ask, but with nothing in it."""
    if route.method == "GET":
        return await knocker.get(route.address)
    return await knocker.post(route.address)


@pytest.mark.parametrize("route", TABLE, ids=lambda route: f"{route.method} {route.path}")
async def test_what_changes_something_is_refused_from_elsewhere(
    route: Route, knows: Knocks
) -> None:
    ha = await knows(HA)
    if route.method == "POST" and route.who != "messenger":
        answer = await ha.post(route.address, {}, Origin="https://elsewhere.example")
        assert answer.status == 403
        without = await ha.post(route.address, {}, X_Tiendo_Token="")
        assert without.status == 403
