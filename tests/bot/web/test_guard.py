"""What stands between the outside and every page: hosts, origins, tokens, rates, headers."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from bot.web import webhook, zalo_webhook
from bot.web.evidence import KEPT_SECONDS
from bot.web.guard import HEADERS, HSTS, POLICY
from bot.web.limits import MOST_REMEMBERED, Limit
from tests.bot.web.conftest import Knocks
from tests.bot.web.knocking import KEY, Answer, Knocker
from tests.bot.web.routing import health_of, routes_of, something_everywhere
from tests.cast import HA, LAN, TAM
from tests.hand_clock import HandClock
from tests.served import HERE, Served, serve_office

OUTSIDE = "https://tiendo.example"
SECRET_WORDS = "Lời không ai được thấy trong nhật ký"


CACHED = {
    "/static/{name}": "no-cache",
    "/board/evidence/{sha256}/small": f"private, max-age={KEPT_SECONDS}",
    "/picture/{token}.png": "private",
}
"""What browsers may keep; everything else is fetched each time."""


def assert_guarded(answer: Answer) -> None:
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


# What every answer carries.


@pytest.fixture(params=[HERE, OUTSIDE])
async def anywhere(
    request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock
) -> AsyncIterator[Served]:
    """On this machine, and behind https."""
    async with serve_office(tmp_path, clock, request.param) as office:
        yield office


async def test_every_route_answers_with_the_headers(anywhere: Served, clock: HandClock) -> None:
    routes = sorted(routes_of(anywhere.app))
    # One each, since /leave ends it; a day old, so that pages give another cookie.
    browsers = {route: await anywhere.browser(HA) for route in routes}
    clock.advance(days=1)
    things = await something_everywhere(anywhere)
    gave_cookies = set()
    for method, path in routes:
        clock.advance(seconds=1)
        for knocker in (anywhere.stranger(), browsers[method, path]):
            answer = await things.ask(knocker, method, path)
            assert_carries_everything(anywhere, path, answer)
            if answer.cookies:
                gave_cookies.add(f"{method} {path}")
        if path not in (webhook.PATH, zalo_webhook.PATH):
            assert answer.status < 400, (method, path, answer.status)
    assert {"GET /chat", "GET /board", "POST /join", "POST /leave"} <= gave_cookies


def assert_carries_everything(office: Served, path: str, answer: Answer) -> None:
    public = office.site.public
    assert_guarded(answer)
    kept = CACHED.get(path, "no-store") if answer.status < 400 else "no-store"
    assert answer.headers["Cache-Control"] == kept, path
    insists = HSTS if public.is_secure else None
    assert answer.headers.get("Strict-Transport-Security") == insists, path
    for name, cookie in answer.cookies.items():
        assert name == public.cookie
        assert cookie["httponly"] and bool(cookie["secure"]) == public.is_secure
        assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")


async def test_what_is_refused_before_it_is_looked_at_carries_them_too(anywhere: Served) -> None:
    stranger, ha = anywhere.stranger(), await anywhere.browser(HA)
    elsewhere = {"Host": "elsewhere.example"}
    for answer, status in (
        (await stranger.get("/khong-co"), 404),
        (await ha.get("/khong-co", Accept="text/html"), 404),
        (await ha.get("/chat/say"), 405),
        (await ha.post("/chat"), 405),
        (await stranger.post("/join", b"{"), 400),
        (await stranger.post("/join", {}, Origin="https://elsewhere.example"), 403),
        (await ha.post("/chat/say", {}, X_Tiendo_Token="0"), 403),
        (await stranger.ask("GET", "/join", elsewhere), 421),
        (await stranger.ask("POST", webhook.PATH, elsewhere), 421),
        (await stranger.ask("POST", "/webhook/zalo/mot", elsewhere), 421),
    ):
        assert answer.status == status
        assert_carries_everything(anywhere, "", answer)


async def test_health_is_plain_text_that_gives_no_cookie(
    office: Served, stranger: Knocker
) -> None:
    """It is served apart, to a monitoring: no browser has to be told anything."""
    app = health_of(office)
    async with TestServer(app) as server:
        for method, path in sorted(routes_of(app)):
            async with stranger.session.request(method, server.make_url(path)) as answer:
                assert answer.status == 200, path
                assert answer.content_type == "text/plain"
                assert not answer.cookies


@pytest.mark.parametrize(
    "path", ["/static/../base.html", "/static/..%2fbase.html", "/static/base.html", "/static/x.js"]
)
async def test_only_what_is_meant_is_served(stranger: Knocker, path: str) -> None:
    assert (await stranger.get(path)).status == 404


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline() -> None:
    assert POLICY.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in POLICY and "http" not in POLICY and "*" not in POLICY


async def test_another_host_is_not_served(stranger: Knocker) -> None:
    for host in (
        "elsewhere.example",
        "127.0.0.1.elsewhere.example",
        "localhost.elsewhere.example",
    ):
        stranger.host = host
        assert (await stranger.get("/join")).status == 421


@pytest.mark.parametrize("origin", ["", "null", "https://elsewhere.example", "http://127.0.0.1"])
async def test_what_changes_something_comes_from_a_page_of_ours(
    knows: Knocks, stranger: Knocker, origin: str
) -> None:
    lan = await knows(LAN)
    said = {"key": KEY, "text": "báo cáo"}
    assert (await lan.post("/chat/say", said, Origin=origin)).status == 403
    assert (await lan.post("/leave", {}, Origin=origin)).status == 403
    code = {"key": KEY, "code": "K7Q2-M9XD"}
    assert (await stranger.post("/join", code, Origin=origin)).status == 403
    assert await lan.office.rows("SELECT * FROM inbox") == []


async def test_the_token_is_this_visitors_own(knows: Knocks) -> None:
    lan, tam = await knows(LAN), await knows(TAM)
    await tam.read_token()
    said = {"key": KEY, "text": "báo cáo"}
    for token in ("", "0" * 64, tam.token, "ký tự lạ".encode().decode("latin-1")):
        assert (await lan.post("/chat/say", said, X_Tiendo_Token=token)).status == 403
    assert (await lan.says("báo cáo")).status == 200


async def test_a_fault_is_a_page_for_readers_and_json_for_scripts(knows: Knocks) -> None:
    lan = await knows(LAN)
    page = await lan.get("/khong-co", Accept="text/html,*/*")
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Không có nội dung này" in page.text
    assert (await lan.get("/khong-co")).json() == {"error": 404}


async def test_a_fault_of_ours_is_logged_without_what_was_said(
    knows: Knocks, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lan = await knows(LAN)

    async def fails(*_: object) -> None:
        raise ValueError(SECRET_WORDS)

    monkeypatch.setattr("bot.intake.inbox.add", fails)
    answer = await lan.says(SECRET_WORDS)
    assert (answer.status, answer.json()) == (500, {"error": 500})
    assert "a page failed: ValueError" in caplog.text
    assert SECRET_WORDS not in caplog.text


async def test_what_is_refused_leaves_no_trace_in_the_log(
    knows: Knocks, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    lan = await knows(LAN)
    await lan.post("/chat/say", {"key": "x", "text": SECRET_WORDS})
    await lan.post("/chat/say", f'{{"text": "{SECRET_WORDS}'.encode())
    await lan.sends(SECRET_WORDS.encode(), f"{SECRET_WORDS}.exe")
    await lan.get(f"/{SECRET_WORDS}?{SECRET_WORDS}")
    await lan.post("/join", {"key": KEY, "code": SECRET_WORDS * 9})
    assert SECRET_WORDS not in caplog.text


# Rates.


async def test_an_address_that_knocks_too_often_waits(stranger: Knocker, clock: HandClock) -> None:
    statuses = [(await stranger.get("/static/icon.svg")).status for _ in range(301)]
    assert (statuses.count(200), statuses.count(429)) == (300, 1)
    clock.advance(seconds=1)
    assert (await stranger.get("/join")).status == 200


async def test_a_person_who_says_too_much_waits(knows: Knocks, clock: HandClock) -> None:
    lan, tam = await knows(LAN), await knows(TAM)
    other_window = await knows(LAN)
    said = [(await lan.says("giúp", f"message-{n}")).status for n in range(31)]
    assert (said.count(200), said.count(429)) == (30, 1)
    assert (await other_window.says("giúp", "another-one")).status == 429
    assert (await lan.sends(b"x", "a.jpg")).status == 429
    assert (await tam.says("giúp")).status == 200
    clock.advance(seconds=1)
    assert (await lan.says("giúp", "message-x")).status == 200


async def test_codes_cannot_be_guessed_from_one_address(
    stranger: Knocker, clock: HandClock, office: Served
) -> None:
    tried = [await stranger.post("/join", {"key": KEY, "code": "AAAA-2222"}) for _ in range(31)]
    assert [answer.status for answer in tried] == [200] * 30 + [429]
    clock.advance(minutes=1)
    assert (await stranger.post("/join", {"key": KEY, "code": "AAAA-2222"})).status == 200


async def test_all_together_try_only_so_many_codes(office: Served, stranger: Knocker) -> None:
    everybody = office.site.limits.wrong_entries
    now = office.clock().timestamp()
    assert [everybody.allows("", now) for _ in range(501)] == [True] * 500 + [False]
    assert (await stranger.post("/join", {"key": KEY, "code": "AAAA-2222"})).status == 429


async def test_a_proxy_of_ours_says_where_a_request_came_from(stranger: Knocker) -> None:
    """The test itself speaks from loopback, where proxies stand."""
    stranger.more = {"X-Forwarded-For": "198.51.100.7"}
    for _ in range(300):
        await stranger.get("/static/icon.svg")
    assert (await stranger.get("/join")).status == 429
    # What a client wrote itself stands further left, and changes nothing.
    stranger.more = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
    assert (await stranger.get("/join")).status == 429
    stranger.more = {"X-Forwarded-For": "198.51.100.8"}
    assert (await stranger.get("/join")).status == 200


def test_a_flood_of_names_is_forgotten_before_it_fills_the_memory() -> None:
    limit = Limit(1.0, 2)
    for n in range(3 * MOST_REMEMBERED):
        limit.allows(str(n), 0.0)
    assert len(limit._buckets) <= MOST_REMEMBERED


async def test_one_person_keeps_only_so_many_streams_open(knows: Knocks) -> None:
    lan = await knows(LAN)
    opened = [await lan.opens("GET", "/chat/stream") for _ in range(13)]
    assert [answer.status for answer in opened] == [200] * 12 + [429]
    for answer in opened:
        answer.close()


# Behind https.


async def test_behind_https_browsers_are_told_to_insist_on_it(
    tmp_path: Path, clock: HandClock
) -> None:
    async with serve_office(tmp_path, clock, OUTSIDE) as office:
        knocker = office.stranger()
        page = await knocker.get("/join")
        assert page.headers["Strict-Transport-Security"] == HSTS
        joined = await knocker.post("/join", {"key": KEY, "code": "AAAA-2222"})
        cookie = joined.cookies["__Host-tiendo"]
        assert cookie["secure"] and cookie["httponly"]
        assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
        for host in ("127.0.0.1", "tiendo.example:8080", "tiendo.example.evil.example"):
            assert (await knocker.ask("GET", "/join", {"Host": host})).status == 421
        code = {"key": KEY, "code": "AAAA-2222"}
        for origin in ("http://tiendo.example", "https://tiendo.example.evil.example", "null"):
            assert (await knocker.post("/join", code, Origin=origin)).status == 403


async def test_a_style_that_has_not_changed_is_not_sent_again(stranger: Knocker) -> None:
    first = await stranger.get("/static/style.css")
    assert first.headers["Content-Type"].startswith("text/css")
    stranger.more = {"If-None-Match": first.headers["ETag"]}
    again = await stranger.get("/static/style.css")
    assert (again.status, again.body) == (304, b"")
