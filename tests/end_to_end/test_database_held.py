"""Another process holds the database for longer than we wait: the bot says so and goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.end_to_end.processes import Office, bot_api, until
from tests.end_to_end.talking import Phone

LAN = 1001


@contextmanager
def held(office: Office) -> Iterator[None]:
    path = office.folder / "var" / "tiendo.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def test_a_start_while_it_is_held_is_a_start_once_it_is_free(tmp_path: Path) -> None:
    with bot_api() as api:
        office = Office(tmp_path, api=api)
        office.set_up()
        code = office.invite("--unit", "phong-y-te")
        try:
            with held(office):
                office.run()
                until(
                    lambda: office.log().count("stayed locked") >= 1, "the bot has given up once"
                )
            lan = Phone(office, LAN)
            lan.ask(f"/start {code}")
            office.kill()
        finally:
            office.close()
        assert len(lan.messages()) == 1
