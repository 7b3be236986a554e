"""`tiendo understand` answers in JSON, and refuses in one line."""

import argparse
import io
import json

import pytest

from bot.commands.understand import add_parser


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers(required=True))
    arguments = parser.parse_args(["understand", *words])
    code = arguments.run(arguments)
    assert isinstance(code, int)
    return code


def test_one_message_is_printed_as_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("status", "xong 5/11", "--context", '{"today": "2026-11-16"}') == 0
    printed = capsys.readouterr().out
    assert json.loads(printed) == {"head": "done", "date": "2026-11-05", "flags": []}
    assert printed.count("\n") == 1


def test_vietnamese_is_printed_readably(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("unit_name", "p. y te", "--context", '{"units": ["Phòng Y tế"]}') == 0
    assert "Phòng Y tế" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("status", "xong", "--context", "{"),
        ("status", "xong", "--context", "[1]"),
        ("status", "xong", "--context", '{"today": "hôm nay"}'),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("words", [("mood", "vui"), ("status",), ("mood",)])
def test_an_unknown_step_or_no_text_is_wrong_usage(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*words)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_broken_line_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        '{"step": "status", "text": "kps"}',
        "not json",
        "",
        '{"step": "mood", "text": "vui"}',
        '{"step": "status"}',
        "7",
        '{"step": "figure", "text": "98,5%", "context": {"unit_of_measure": "%"}}',
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    assert run("-") == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer.get("head") for answer in answers] == [
        "nothing_to_report",
        *[None] * 4,
        "98.5",
    ]
    assert all("error" in answer for answer in answers[1:5])
