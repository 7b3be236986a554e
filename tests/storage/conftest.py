from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from aiosqlite import Connection

from domain.calendar import VIETNAM
from storage.database import Database, open_database

NOW = datetime(2022, 12, 5, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "test.sqlite3") as database:
        yield database


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[Connection]:
    async with database.transaction() as connection:
        yield connection
