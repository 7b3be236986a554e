"""What is logged: one line a record, no secret in it."""

import io
import logging
import warnings
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from bot.logs import redact, set_up_logging

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
KEY = "f00dfeed" * 8


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logging([TOKEN, KEY], stream=stream)
    yield stream
    logging.captureWarnings(False)
    root.handlers[:], root.level = before


def test_a_record_is_one_line_with_its_level_and_name(log: io.StringIO) -> None:
    logging.getLogger("bot.turns").info("handled inbox=%s person=%s", 7, "p-0001")
    line = log.getvalue()
    assert line.endswith(" INFO bot.turns: handled inbox=7 person=p-0001\n")
    assert line.count("\n") == 1


def test_an_exception_stays_one_line_and_shows_no_token(log: io.StringIO) -> None:
    try:
        raise ValueError(f"POST /bot{TOKEN}/getMe\nfailed with {KEY}")
    except ValueError:
        logging.getLogger("bot").exception("inbox=%s", 7)
    line = log.getvalue()
    assert line.count("\n") == 1
    assert "ValueError: POST /bot<secret>/getMe | failed with <secret>" in line


@pytest.mark.parametrize(
    "words",
    [
        TOKEN,
        f"https://h/bot{TOKEN}/getMe",
        f"https://h/file/bot{quote(TOKEN)}/photos/1.jpg",
        f"Bot(token='{TOKEN}')",
        "987654:ZZyyXXwwVVuuTTssRRqqPPooNNmmLL",
    ],
)
def test_a_token_never_comes_out(log: io.StringIO, words: str) -> None:
    logging.getLogger("bot").warning(words)
    logging.getLogger("bot").warning("%s and %r", words, [words])
    logging.getLogger("bot").warning("row %s", 1, extra={"token": words})
    assert "AAbb" not in log.getvalue()
    assert "ZZyy" not in log.getvalue()


@pytest.mark.parametrize("name", ["httpx", "httpcore", "aiohttp.access", "telegram.Bot"])
def test_libraries_that_log_addresses_are_heard_from_warnings_on(
    log: io.StringIO, name: str
) -> None:
    logging.getLogger(name).info("POST …")
    assert log.getvalue() == ""
    logging.getLogger(name).warning("POST …")
    assert log.getvalue() != ""


def test_warnings_go_the_same_way(log: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        # Once more: the context above put the old way of showing warnings back.
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn(f"old style {TOKEN}", stacklevel=1)
        logging.captureWarnings(False)
    assert "old style <secret>" in log.getvalue()


@pytest.mark.parametrize(
    "words",
    ["08:00", "2026-11-23T17:30:00+07:00", "p-0001:1.3", "ttnt-nghi-xuan:2022", "12:30:45"],
)
def test_ordinary_words_stay(words: str) -> None:
    assert redact(words) == words
