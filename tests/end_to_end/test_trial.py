"""`tiendo run` where nothing is set up: a trial on this machine, apart from the real bot."""

import signal
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.end_to_end.processes import LONGEST, until
from tests.end_to_end.trying import links, running


def status(port: str, host: str, path: str = "/join") -> int:
    request = Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host})
    try:
        with urlopen(request, timeout=LONGEST) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_it_gives_a_link_for_each_of_four_people_and_says_how_to_go_live(tmp_path: Path) -> None:
    with running(tmp_path):
        found = links(tmp_path)
        assert [host for host, _, _ in found] == ["lan", "tam", "ha", "binh"]
        said = (tmp_path / "said").read_text()
        assert "trial" in said and "go live" in said
        assert (tmp_path / "var" / "trial" / "tiendo.sqlite3").exists()
        assert not (tmp_path / "var" / "tiendo.sqlite3").exists()


def test_it_answers_to_hosts_of_this_machine_alone(tmp_path: Path) -> None:
    with running(tmp_path):
        port = links(tmp_path)[0][1]
        assert status(port, f"lan.localhost:{port}") == 200
        assert status(port, f"127.0.0.1:{port}") == 200
        for host in ("tiendo.example", f"localhost.example:{port}", f"192.168.1.5:{port}"):
            assert status(port, host) == 421, host


def test_started_again_it_gives_new_codes_for_the_same_data(tmp_path: Path) -> None:
    with running(tmp_path) as process:
        first = links(tmp_path)
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONGEST) == 0
    with running(tmp_path):
        again = links(tmp_path)
    assert {code for *_, code in first}.isdisjoint(code for *_, code in again)


def test_where_its_port_is_taken_another_one_is(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    with running(one):
        port = links(one)[0][1]
        with running(other, f'[web]\nlisten = "127.0.0.1:{port}"\n'):
            assert links(other)[0][1] != port


@pytest.mark.parametrize("settings", ["", "[telegram]\nenabled = true\n"])
def test_a_real_bot_that_lost_its_channel_does_not_become_a_trial(
    tmp_path: Path, settings: str
) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "tiendo.sqlite3").touch(0o600)
    with running(tmp_path, settings) as process:
        assert process.wait(LONGEST) == 1
    assert "no channel to run" in (tmp_path / "log").read_text()


def test_with_an_address_of_its_pages_it_is_the_real_bot(tmp_path: Path) -> None:
    settings = '[web]\npublic_url = "http://localhost:8080"\nlisten = "127.0.0.1:{port}"\n'
    with running(tmp_path):
        port = links(tmp_path)[0][1]
    with running(tmp_path, settings.format(port=port)):
        until(lambda: "is running" in (tmp_path / "log").read_text(), "the bot runs")
        assert (tmp_path / "said").read_text() == ""
        assert (tmp_path / "var" / "tiendo.sqlite3").exists()
