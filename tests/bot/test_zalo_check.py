"""`tiendo check` asks each Zalo bot for its name."""

from collections.abc import Iterator

import pytest

from bot.checks.findings import Finding, Level
from bot.checks.zalo import check_zalo
from bot.settings.sections import Zalo
from tests.bot.zalo_server import NUMBER, TOKEN, ZaloServer
from tests.bot.zalo_thread import ZaloThread, zalo_in_a_thread

TITLE = "Tiến độ Nghi Xuân"


@pytest.fixture
def zalo() -> Iterator[ZaloThread]:
    """The check brings its own event loop."""
    with zalo_in_a_thread(ZaloServer()) as running:
        yield running


@pytest.fixture
def address(zalo: ZaloThread) -> str:
    return zalo.server.api_base_url


def checked(address: str, title: str | None = None, webhook: bool = False) -> list[Finding]:
    bots = [{"name": "mot", **({"title": title} if title else {})}]
    given = {"enabled": True, "webhook": webhook, "api_base_url": address, "bots": bots}
    return list(check_zalo(Zalo.model_validate(given)))


def test_a_bot_that_answers_is_named(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", TOKEN)
    assert checked(address, TITLE) == [
        Finding(Level.OK, "zalo", "mot: Tiến độ Nghi Xuân answers"),
    ]


def test_a_bot_without_a_title_is_told_by_what_invites_call_it(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", TOKEN)
    _, finding = checked(address)
    assert str(finding) == (
        "warning: zalo: mot: no title; invites say “mot”, Zalo calls it "
        '"Tiến độ Nghi Xuân": set title in zalo.bots'
    )


def two_bots(address: str) -> list[str]:
    bots = [{"name": name, "title": TITLE} for name in ("mot", "hai")]
    given = {"enabled": True, "api_base_url": address, "bots": bots}
    return list(map(str, check_zalo(Zalo.model_validate(given))))


SAME = "error: zalo: mot and hai are the same bot of Zalo: each needs its own token"


def test_one_token_for_two_bots_is_an_error_without_asking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("MOT", "HAI"):
        monkeypatch.setenv(f"TIENDO_ZALO_TOKEN_{name}", TOKEN)
    assert two_bots("http://127.0.0.1:9/bot") == [SAME]


@pytest.mark.parametrize("same", [True, False])
def test_two_tokens_of_one_bot_are_an_error(
    zalo: ZaloThread, monkeypatch: pytest.MonkeyPatch, same: bool
) -> None:
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", TOKEN)
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_HAI", "second-token")
    zalo.server.others["second-token"] = NUMBER if same else "another"
    first, second = two_bots(zalo.server.api_base_url)
    assert first == "ok: zalo: mot: Tiến độ Nghi Xuân answers"
    assert second == (SAME if same else "ok: zalo: hai: Tiến độ Nghi Xuân answers")


def test_a_refused_token_is_an_error_that_does_not_show_it(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", "another-token")
    (finding,) = checked(address)
    assert finding.level is Level.ERROR
    assert "TIENDO_ZALO_TOKEN_MOT" in finding.text
    assert "another-token" not in finding.text


def test_a_bot_without_a_token_is_a_warning_and_nobody_at_home_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TIENDO_ZALO_TOKEN_MOT", raising=False)
    assert [finding.level for finding in checked("http://127.0.0.1:9/bot")] == [Level.WARNING]
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", TOKEN)
    (finding,) = checked("http://127.0.0.1:9/bot")
    assert (finding.level, "no answer" in finding.text) == (Level.ERROR, True)


def test_a_title_that_zalo_does_not_know_is_told(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", TOKEN)
    assert len(checked(address, TITLE)) == 1
    _, finding = checked(address, "Tiến độ 1")
    assert finding.level is Level.WARNING
    assert 'Zalo calls it "Tiến độ Nghi Xuân", zalo.bots "Tiến độ 1"' in finding.text


@pytest.mark.parametrize(
    ("webhook", "there", "words"),
    [
        (False, "", "answers"),
        (False, "https://a.test/h", "brings its events to https://a.test/h, until `tiendo run`"),
        (True, "", "`tiendo run` sets the webhook"),
        (True, "https://a.test/h", "answers; brings its events to https://a.test/h"),
    ],
)
def test_it_says_where_events_go(
    zalo: ZaloThread, monkeypatch: pytest.MonkeyPatch, webhook: bool, there: str, words: str
) -> None:
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", TOKEN)
    zalo.server.webhook.url = there
    (finding,) = checked(zalo.server.api_base_url, TITLE, webhook=webhook)
    assert finding.level is Level.OK
    assert words in finding.text
    assert zalo.server.webhook.url == there, "looking changes nothing"


def test_a_webhook_secret_of_a_wrong_form_is_told(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", TOKEN)
    monkeypatch.setenv("TIENDO_WEBHOOK_SECRET", "a b")
    (finding,) = checked(address, webhook=True)
    assert (finding.level, "TIENDO_WEBHOOK_SECRET" in finding.text) == (Level.ERROR, True)
