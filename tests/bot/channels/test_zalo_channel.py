"""Sending over Zalo: what is taken, what is refused, and for how long."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.base import Button, Part
from bot.channels.refusals import MessageRefused
from bot.channels.zalo.channel import ZaloChannel, is_known
from domain.errors import SendError, StartError
from tests.bot.zalo_server import PHOTO_HOST, TOKEN, ZaloServer

LAN = "6ede9afa66b88fe6d6a9"


@pytest.fixture
async def server() -> AsyncIterator[ZaloServer]:
    async with ZaloServer(chats={LAN}).running() as running:
        yield running


@pytest.fixture
async def channel(server: ZaloServer) -> AsyncIterator[ZaloChannel]:
    async with ZaloChannel({"mot": TOKEN}, [PHOTO_HOST], server.api_base_url).open() as opened:
        yield opened


async def refused(channel: ZaloChannel, text: str = "a", chat: str = LAN) -> SendError:
    with pytest.raises(SendError) as caught:
        await channel.send("mot", chat, Part(text))
    assert TOKEN not in str(caught.value)
    return caught.value


async def test_a_text_is_sent_and_its_id_comes_back(
    channel: ZaloChannel, server: ZaloServer
) -> None:
    assert await channel.send("mot", LAN, Part("Kỳ báo cáo")) == "2d758cb5e222177a0001"
    assert server.texts(LAN) == ["Kỳ báo cáo"]


async def test_two_thousand_units_are_taken_and_one_more_is_not(channel: ZaloChannel) -> None:
    await channel.send("mot", LAN, Part("ấ" * 2000))
    with pytest.raises(MessageRefused):
        await channel.send("mot", LAN, Part("𝕏" * 1000 + "a"))
    with pytest.raises(MessageRefused):
        await channel.send("mot", LAN, Part("a", (Button("b", "1:0"),)))


@pytest.mark.parametrize(
    ("code", "status", "permanent", "doubtful"),
    [
        (404, 200, True, False),
        (400, 200, True, False),
        (401, 200, False, False),
        (403, 200, False, False),
        (408, 408, False, True),
        (408, 200, False, True),
        (429, 200, False, False),
        (429, 429, False, False),
        ("429", 200, False, False),
        ("404", 200, True, False),
        ("408", 200, False, True),
        (500, 500, False, False),
        (500, 200, False, False),
        (502, 502, False, True),
        (503, 200, False, False),
        (504, 200, False, True),
        ("504", 200, False, True),
        (429, 502, False, True),
        (400, 500, False, False),
        (777, 200, False, False),
        (409, 200, False, False),
        (0, 200, False, False),
        ("", 200, False, False),
        ("quota", 200, False, False),
        ("9" * 5000, 200, False, False),
        (True, 200, False, False),
        (None, 429, False, False),
    ],
)
async def test_each_refusal_says_whether_it_may_succeed_later(
    channel: ZaloChannel,
    server: ZaloServer,
    code: object,
    status: int,
    permanent: bool,
    doubtful: bool,
) -> None:
    server.fail("refused", code=code, status=status)
    error = await refused(channel)
    assert (error.permanent, error.doubtful) == (permanent, doubtful)
    assert error.retry_after is None, "Zalo never says how long to wait"
    await channel.send("mot", LAN, Part("lần nữa"))


async def test_what_zalo_says_of_a_refusal_is_not_in_the_error(
    channel: ZaloChannel, server: ZaloServer
) -> None:
    """It may repeat the text: a one-time code, words of a report."""
    server.fail("refused", words=f"bad text: K7Q2-M9XD, {TOKEN}")
    error = await refused(channel)
    assert str(error) == "500"
    (bot,) = channel.bots
    assert bot.calls.last_words == "bad text: K7Q2-M9XD, ***", "but who tries a bot sees it"


@pytest.mark.parametrize("depth", [2_000, 100_000])
async def test_an_answer_too_deep_to_be_read_leaves_doubt(
    channel: ZaloChannel, server: ZaloServer, depth: int
) -> None:
    server.fail("garbage", words='{"ok": true, "result": ' + "[" * depth + "]" * depth + "}")
    assert (await refused(channel)).doubtful


async def test_a_message_that_is_refused_says_nothing_of_its_address(
    channel: ZaloChannel, server: ZaloServer
) -> None:
    server.fail("refused", code=400)
    assert isinstance(await refused(channel), MessageRefused)
    unknown = await refused(channel, chat="nobody")
    assert unknown.permanent and not isinstance(unknown, MessageRefused)


@pytest.mark.parametrize("kind", ["garbage", "cut", "cut_after"])
async def test_an_answer_that_is_lost_leaves_doubt(
    channel: ZaloChannel, server: ZaloServer, kind: str
) -> None:
    server.fail(kind)
    assert (await refused(channel)).doubtful


async def test_an_answer_that_does_not_come_leaves_doubt(
    channel: ZaloChannel, server: ZaloServer
) -> None:
    server.fail("late")
    with pytest.raises(SendError) as caught:
        (bot,) = channel.bots
        await bot.calls.call("sendMessage", {"chat_id": LAN, "text": "a"}, read_seconds=0.05)
    assert caught.value.doubtful
    assert server.texts(LAN) == ["a"]


@pytest.mark.parametrize("result", [None, True, [], {}, {"message_id": ""}])
async def test_an_answer_that_does_not_say_what_was_sent_leaves_doubt(
    channel: ZaloChannel, server: ZaloServer, monkeypatch: pytest.MonkeyPatch, result: object
) -> None:
    async def send(_: object) -> object:
        return result

    monkeypatch.setattr(server, "_send", send)
    assert (await refused(channel)).doubtful


async def test_nobody_at_home_is_no_doubt_at_all(server: ZaloServer) -> None:
    async with ZaloChannel({"mot": TOKEN}, [], "http://127.0.0.1:9/bot").open() as channel:
        error = await refused(channel)
    assert not (error.doubtful or error.permanent)


async def test_a_wrong_token_stops_the_start_without_being_told(server: ZaloServer) -> None:
    with pytest.raises(StartError, match="TIENDO_ZALO_TOKEN_MOT") as caught:
        async with ZaloChannel({"mot": "wrong"}, [], server.api_base_url).open():
            pass
    assert "wrong" not in str(caught.value)


async def test_a_wrong_token_answered_in_no_json_is_told_and_asked_again(
    server: ZaloServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Zalo's servers may be ill as well: the start goes on, and who receives asks again."""
    server.garbage_for_strangers = True
    async with ZaloChannel({"mot": "wrong-token"}, [], server.api_base_url).open() as channel:
        (bot,) = channel.bots
        assert bot.account == ""
        with pytest.raises(SendError, match="none of Zalo's"):
            await bot.introduce()
    assert "Zalo bot mot is out of reach at the start" in caplog.text
    assert "wrong-token" not in caplog.text


async def test_a_bot_that_is_not_running_sends_nothing(channel: ZaloChannel) -> None:
    with pytest.raises(SendError, match="hai") as caught:
        await channel.send("hai", LAN, Part("a"))
    assert not caught.value.permanent


class TestPictures:
    async def test_come_from_known_hosts(self, channel: ZaloChannel, server: ZaloServer) -> None:
        server.photos["a.jpg"] = b"picture"
        url = f"http://127.0.0.1:{server.port}/photo/a.jpg"
        assert await channel.fetch("mot", url, 100) == b"picture"

    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.1.evil.example/photo/a.jpg",
            "https://evil.example/a.jpg",
            "http://photo.zdn.vn/a.jpg",
            "https://u@photo.zdn.vn/a.jpg",
            "file:///etc/passwd",
            "https://[photo.zdn.vn/a.jpg",
            "https://[::1].zdn.vn/a.jpg",
            "https://evil.example%2f.zdn.vn/a.jpg",
            "https://evil.example／.zdn.vn/a.jpg",
            "https://đảo.zdn.vn/a.jpg",
            "https://photo.zdn.vn:8443/a.jpg",
            "https://photo.zdn.vn:99999/a.jpg",
            "https://photo.zdn.vn:x/a.jpg",
            "https://evil.example\\.zdn.vn/a.jpg",
            "",
        ],
    )
    async def test_from_elsewhere_are_never_asked_for(self, url: str) -> None:
        async with ZaloChannel({}, [PHOTO_HOST, ".zdn.vn"]).open() as channel:
            with pytest.raises(SendError, match="unknown host") as caught:
                await channel.fetch("mot", url, 100)
        assert caught.value.permanent

    async def test_that_point_elsewhere_are_not_followed(
        self, channel: ZaloChannel, server: ZaloServer
    ) -> None:
        with pytest.raises(SendError, match="302"):
            await channel.fetch("mot", f"http://127.0.0.1:{server.port}/photo/away", 100)

    async def test_that_are_too_large_are_left(
        self, channel: ZaloChannel, server: ZaloServer
    ) -> None:
        server.photos["b.jpg"] = b"x" * 101
        with pytest.raises(SendError, match="too large") as caught:
            await channel.fetch("mot", f"http://127.0.0.1:{server.port}/photo/b.jpg", 100)
        assert caught.value.permanent

    @pytest.mark.parametrize(
        ("name", "permanent"),
        [("gone", True), ("away", True), ("broken", False), ("slow", False), ("cut", False)],
    )
    async def test_that_do_not_come_are_asked_for_again_where_that_may_help(
        self,
        channel: ZaloChannel,
        server: ZaloServer,
        name: str,
        permanent: bool,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("bot.channels.zalo.channel.FETCH_SECONDS", 0.05)
        with pytest.raises(SendError) as caught:
            await channel.fetch("mot", f"http://127.0.0.1:{server.port}/photo/{name}", 100)
        assert caught.value.permanent == permanent

    async def test_of_no_told_length_are_bounded_as_they_come(
        self, channel: ZaloChannel, server: ZaloServer
    ) -> None:
        with pytest.raises(SendError, match="too large"):
            await channel.fetch("mot", f"http://127.0.0.1:{server.port}/photo/endless", 1000)


@pytest.mark.parametrize(
    "url",
    [
        "https://photo.zdn.vn/a.jpg",
        "https://PHOTO.zdn.vn:443/a.jpg?k=%20",
        "http://127.0.0.1:9/a.jpg",
    ],
)
def test_pictures_on_known_hosts_are_known(url: str) -> None:
    assert is_known(url, [PHOTO_HOST, ".zdn.vn"])


class TestShownPictures:
    """Zalo's server fetches them itself."""

    async def test_are_fetched_and_captioned(
        self, channel: ZaloChannel, server: ZaloServer
    ) -> None:
        server.photos["page.png"] = b"page"
        url = f"http://127.0.0.1:{server.port}/photo/page.png"
        assert await channel.send("mot", LAN, Part("Trang đầu", picture=url))
        assert server.shown == [b"page"]
        assert server.calls[-1].method == "sendPhoto"
        assert server.calls[-1].body == {"chat_id": LAN, "photo": url, "caption": "Trang đầu"}

    @pytest.mark.parametrize("name", ["gone.png", "away"])
    async def test_that_cannot_be_fetched_are_refused_for_good(
        self, channel: ZaloChannel, server: ZaloServer, name: str
    ) -> None:
        url = f"http://127.0.0.1:{server.port}/photo/{name}"
        with pytest.raises(MessageRefused, match="400"):
            await channel.send("mot", LAN, Part("", picture=url))
        assert server.shown == []

    @pytest.mark.parametrize("url", ["http://192.0.2.1/a.png", "file:///a.png", "a.png"])
    async def test_at_an_address_that_is_not_public_are_not_even_tried(
        self, channel: ZaloChannel, server: ZaloServer, url: str
    ) -> None:
        before = len(server.calls)
        with pytest.raises(MessageRefused):
            await channel.send("mot", LAN, Part("", picture=url))
        assert len(server.calls) == before

    @pytest.mark.parametrize(("kind", "doubtful"), [("cut_after", True), ("refused", False)])
    async def test_faults_are_told_like_those_of_words(
        self, channel: ZaloChannel, server: ZaloServer, kind: str, doubtful: bool
    ) -> None:
        server.photos["page.png"] = b"page"
        url = f"http://127.0.0.1:{server.port}/photo/page.png"
        server.fail(kind, method="sendPhoto", code=429)
        with pytest.raises(SendError) as caught:
            await channel.send("mot", LAN, Part("", picture=url))
        assert caught.value.doubtful is doubtful and not caught.value.permanent
        assert TOKEN not in str(caught.value)

    async def test_are_left_out_where_the_office_says_so(self) -> None:
        assert ZaloChannel({}, []).carries.pictures
        assert not ZaloChannel({}, [], pictures=False).carries.pictures
