"""The command line: exit codes, where options stand, what a program reads from it."""

import asyncio
import hashlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from docx import Document

from bot.__main__ import main
from bot.lock import hold_lock
from documents.report.fonts import Typeface
from tests.bot.telegram_server import TelegramServer

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"

PLAN = """# KẾ HOẠCH

### Thực hiện chuyển đổi số trên địa bàn xã đến năm 2030

Kính gửi: Sở Khoa học và Công nghệ Hà Tĩnh.

Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2026; UBND xã báo cáo kết quả như sau:

#### I. Kết quả đạt được trong năm 2025:

- Đã tổ chức một hội nghị.

#### II. Kế hoạch triển khai thực hiện năm 2026

##### 1. Phòng Y tế

- Lập hồ sơ sức khỏe điện tử cho người dân.
- Kết nối nhà thuốc với hệ thống của Bộ Y tế.

##### 2. Công an xã

- Hướng dẫn người dân cài đặt định danh điện tử.

#### III. Khó khăn, vướng mắc

Không.

#### IV. Kiến nghị, đề xuất

Không.
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings and a plan, in which we stand."""
    (tmp_path / "config.toml").write_text('[bot]\nagency = "UBND xã"\n', encoding="utf-8")
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TIENDO_TELEGRAM_TOKEN", raising=False)
    return tmp_path


class Shell:
    """Runs a command in this process and remembers what it wrote."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.error = ""

    def run(self, *words: str) -> int:
        code = main(words)
        self.out, self.error = self._capsys.readouterr()
        return code

    def ask(self, *words: str) -> object:
        assert self.run(*words) == 0, self.error
        return json.loads(self.out)

    def refusal(self, *words: str) -> str:
        assert self.run(*words) == 1
        assert self.error.count("\n") == 1, self.error
        return self.error


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def followed(office: Path, shell: Shell) -> Shell:
    """The plan is taken over as "cds-xa"."""
    assert shell.run("plan", "import", "plan.md", "--programme", "cds-xa") == 0
    return shell


def in_a_process(
    *words: str, input: str = "", **environ: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
        input=input,
        capture_output=True,
        text=True,
        check=False,
    )


# Usage.


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["chek"],
        ["plan"],
        ["period", "open"],
        ["period", "unlock", "2026"],
        ["report", "--period", "2026"],
        ["report", "--period", "2026", "--out", "o", "--form", "doc"],
        ["report", "issue", "--period", "2026", "--number", "5", "--date", "31/2/2026"],
        ["invite"],
        ["invite", "--role", "coordinator", "--unit", "phong-y-te"],
        ["invite", "--role", "boss"],
        ["invite", "--role", "leader", "--days", "0"],
        ["invite", "--person", "p-0001", "--unit", "phong-y-te"],
        ["invite", "--person", "p-0001", "--role", "leader"],
        ["invite", "--person", "p-0001", "--name", "Lan"],
        ["plan", "set", "1.1"],
        ["period", "extend", "2026", "--until", "tomorrow"],
        ["chat"],
    ],
)
def test_wrong_usage_ends_with_two(office: Path, shell: Shell, words: Sequence[str]) -> None:
    assert shell.run(*words) == 2
    assert "usage: tiendo" in shell.error
    assert not (office / "var").exists(), "nothing was touched"


@pytest.mark.parametrize("words", [["--help"], ["plan", "--help"], ["report", "--help"]])
def test_help_is_no_fault(shell: Shell, words: Sequence[str]) -> None:
    assert shell.run(*words) == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--config", "other.toml", "period", "list"],
        ["period", "--config", "other.toml", "list"],
        ["period", "list", "--config", "other.toml"],
        ["status", "--config=other.toml"],
        ["report", "issue", "--config", "other.toml", "--period", "2026", "--number", "5",
         "--date", "20/12/2026"],
    ],
)  # fmt: skip
def test_the_settings_are_named_before_the_command_or_after_it(
    office: Path, shell: Shell, words: Sequence[str]
) -> None:
    assert "other.toml: no such file" in shell.refusal(*words)


def test_broken_settings_are_one_line_and_exit_code_one(office: Path, shell: Shell) -> None:
    (office / "config.toml").write_text('[bot]\ntimezone = "Mars"\n', encoding="utf-8")
    for words in (["status"], ["run"], ["check"]):
        assert 'config.toml line 2: bot.timezone = "Mars"' in shell.refusal(*words)


def test_it_runs_as_a_program_of_its_own(office: Path) -> None:
    done = in_a_process("plan", "import", "plan.md", "--dry-run", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["document"]["receiver"].startswith("Sở Khoa học")
    assert in_a_process("nonsense").returncode == 2
    refused = in_a_process("status")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)


def test_what_is_heavy_is_imported_by_the_commands_that_need_it() -> None:
    heavy = "{'telegram', 'aiohttp', 'docx', 'pydantic', 'jinja2', 'apscheduler'}"
    code = f"import sys, bot.__main__ as m; m.build_parser(); print({heavy} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


# The plan.


def test_a_dry_run_needs_neither_settings_nor_data(office: Path, shell: Shell) -> None:
    (office / "config.toml").unlink()
    read = shell.ask("plan", "import", "plan.md", "--dry-run", "--json")
    assert isinstance(read, dict)
    assert set(read) == {
        "document", "outline", "blocks", "indicators", "report_duties", "unplaced", "places",
    }  # fmt: skip
    assert [len(block["tasks"]) for block in read["blocks"]] == [2, 1]
    assert shell.run("plan", "import", "plan.md", "--dry-run") == 0
    assert "1.2" in shell.out
    assert [path.name for path in office.iterdir()] == ["plan.md"]


def test_report_duties_are_shown_as_settings(office: Path, shell: Shell) -> None:
    duty = "- Báo cáo kết quả về Phòng Y tế trước ngày 15 hằng tháng.\n\n#### III."
    goal = "#### V. MỤC TIÊU\n\n- Đạt 80%.\n\n#### II."
    plan = PLAN.replace("#### III.", duty).replace("#### II.", goal)
    (office / "plan.md").write_text(plan, encoding="utf-8")
    assert shell.run("plan", "import", "plan.md", "--dry-run") == 0
    assert "Công an xã to Phòng Y tế, trước ngày 15 hằng tháng" in shell.out
    assert "[periods.month]\n    unit_due = { day = 15, before = true }" in shell.out
    assert "nobody answers for" in shell.out


def test_importing_twice_changes_nothing(followed: Shell) -> None:
    assert followed.run("plan", "import", "plan.md") == 0
    assert "Nothing changes" in followed.out
    taken = followed.ask("plan", "import", "plan.md", "--json")
    assert isinstance(taken, dict)
    assert (taken["programme"], taken["version"], taken["changed"]) == ("cds-xa", 1, False)


def test_a_changed_plan_shows_what_changes_and_asks(office: Path, followed: Shell) -> None:
    changed = PLAN.replace("- Kết nối nhà thuốc với hệ thống của Bộ Y tế.\n", "")
    changed = changed.replace("##### 2.", "- Mua sắm trang thiết bị họp trực tuyến.\n\n##### 2.")
    (office / "plan.md").write_text(changed, encoding="utf-8")
    unasked = in_a_process("plan", "import", "plan.md")
    assert (unasked.returncode, unasked.stderr.count("\n")) == (1, 1)
    assert "add --yes" in unasked.stderr
    for answer, version in (("n\n", 1), ("y\n", 2)):
        done = in_a_process("plan", "import", "plan.md", input=answer)
        assert "ended    1.2" in done.stdout
        assert "added    1." in done.stdout
        assert done.returncode == (0 if version == 2 else 1)
    shown = followed.ask("plan", "show", "--json")
    assert isinstance(shown, dict)
    assert [task["code"] for task in shown["tasks"]] == ["1.1", "1.3", "2.1"]


def test_next_years_plan_is_the_same_programme(office: Path, followed: Shell) -> None:
    (office / "next.md").write_text(PLAN.replace("2026", "2027"), encoding="utf-8")
    assert followed.run("plan", "import", "next.md", "--yes") == 0
    assert "Taken over as cds-xa, version 2" in followed.out


def test_members_of_a_group_stay_when_no_list_is_given(office: Path, shell: Shell) -> None:
    grouped = PLAN.replace("##### 2. Công an xã", "##### 2. Các thôn, tổ dân phố")
    (office / "plan.md").write_text(grouped, encoding="utf-8")
    (office / "members.csv").write_text("name\nThôn Đông\nThôn Tây\n", encoding="utf-8")
    assert shell.run("plan", "import", "plan.md", "--members", "members.csv") == 0
    assert "2 units" in shell.out
    assert shell.run("plan", "import", "plan.md") == 0
    assert "Nothing changes" in shell.out


def test_the_outline_is_written_out_edited_and_taken_back(followed: Shell, office: Path) -> None:
    data = followed.ask("plan", "outline")
    assert isinstance(data, dict)
    assert [heading["number"] for heading in data["outline"]] == ["I", "II", "III", "IV"]
    data["outline"].insert(3, {"title": "Đánh giá chung", "asks": "drafting_unit"})
    data["annexes"] = ["tasks", "units"]
    (office / "outline.json").write_text(json.dumps(data), encoding="utf-8")
    assert followed.run("plan", "outline", "outline.json") == 0
    assert "IV  Đánh giá chung  (drafting_unit)" in followed.out
    shown = followed.ask("plan", "show", "--json")
    assert isinstance(shown, dict)
    assert (shown["outline"][4]["number"], shown["annexes"]) == ("V", ["tasks", "units"])
    assert followed.run("plan", "import", "plan.md", "--programme", "cds-xa", "--yes") == 0
    assert followed.ask("plan", "outline") == {
        "outline": shown["outline"],
        "annexes": ["tasks", "units"],
    }
    (office / "again.json").write_text(json.dumps(followed.ask("plan", "outline")))
    assert followed.run("plan", "outline", "again.json") == 0
    assert "Nothing changes" in followed.out


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "plan outline shows the form"),
        ('{"outline": [{"title": "A", "asks": "everybody"}]}', "outline.0.asks"),
        ('{"outline": [], "anexes": []}', "anexes"),
        ('{"outline": [{"title": "A", "asks": "units"}]}', "is reported under"),
    ],
)
def test_an_outline_that_cannot_be_followed_is_refused_in_one_line(
    followed: Shell, office: Path, text: str, why: str
) -> None:
    (office / "outline.json").write_text(text, encoding="utf-8")
    assert why in followed.refusal("plan", "outline", "outline.json")
    assert "cannot be read" in followed.refusal("plan", "outline", "none.json")


def test_a_task_is_mended_and_stays_so(followed: Shell) -> None:
    words = ["--short-title", "Hồ sơ sức khỏe", "--heading", "III"]
    assert followed.run("plan", "set", "1.1", *words) == 0
    shown = followed.ask("plan", "show", "--json")
    assert isinstance(shown, dict)
    task = shown["tasks"][0]
    assert (task["short_title"], task["heading"]) == ("Hồ sơ sức khỏe", "III")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["9.9", "--short-title", "x"], "no task 9.9"),
        (["1.1", "--heading", "IX"], "no heading IX"),
        (["1.1", "--short-title", "x" * 61], "has 1 to 60 letters"),
        (["1.1", "--short-title", "  "], "has 1 to 60 letters"),
    ],
)
def test_a_task_is_not_mended_into_nonsense(
    followed: Shell, words: Sequence[str], why: str
) -> None:
    assert why in followed.refusal("plan", "set", *words)


# Periods.


def test_without_a_plan_there_is_no_period(office: Path, shell: Shell) -> None:
    assert "no plan has been imported" in shell.refusal("period", "open", "2026")
    assert "no plan has been imported" in shell.refusal("status")


def test_a_period_is_opened_extended_locked_and_unlocked(followed: Shell) -> None:
    opened = followed.ask("period", "open", "2026", "--due", "21/12/2026 15:00", "--json")
    assert isinstance(opened, dict)
    assert opened["data_from"] == "2025-12-15"
    assert opened["unit_due"] == "2026-12-21T15:00:00+07:00"
    extended = followed.ask("period", "extend", "2026", "--until", "2026-12-22", "--json")
    assert isinstance(extended, dict)
    assert extended["unit_due"] == "2026-12-22T16:30:00+07:00", "the time of the settings"
    assert followed.run("period", "lock", "2026") == 0
    unlocked = followed.ask("period", "unlock", "2026", "--reason", "thiếu xã", "--json")
    assert isinstance(unlocked, dict)
    assert unlocked["state"] == "open"
    listed = followed.ask("period", "list", "--json")
    assert listed == [unlocked]


def test_a_period_that_is_not_there_is_said(followed: Shell) -> None:
    assert "has not been opened" in followed.refusal("period", "lock", "2026-11")
    assert "no period has been opened" in followed.refusal("status")
    assert "no programme other" in followed.refusal("status", "--programme", "other")


def test_status_has_the_shape_of_the_contract(followed: Shell) -> None:
    followed.run("period", "open", "2026", "--due", "2026-12-21")
    status = followed.ask("status", "--json")
    assert isinstance(status, dict)
    assert list(status) == [
        "period", "label", "data_from", "data_to", "unit_due", "compile_due", "state", "roster",
        "units", "counts", "tasks_by_status",
    ]  # fmt: skip
    assert (status["period"], status["label"], status["roster"]) == ("2026", "năm 2026", 2)
    assert status["units"][0] == {
        "unit": "phong-y-te",
        "state": "not_started",
        "version": 0,
        "sent_at": None,
        "late": False,
        "channels": [],
    }
    assert status["counts"] == {
        "not_started": 2, "draft": 0, "submitted": 0, "returned": 0, "approved": 0,
    }  # fmt: skip
    assert status["tasks_by_status"] == {"CHUA_BAO_CAO": 3}
    assert followed.run("status", "--period", "2026") == 0
    assert "Phòng Y tế" in followed.out
    assert "units reached by: nothing 2" in followed.out
    assert "to invite: Phòng Y tế (no focal point)" in followed.out


# Invites.


def test_an_invite_has_the_shape_of_the_contract(followed: Shell) -> None:
    invite = followed.ask("invite", "--unit", "phong-y-te", "--days", "2", "--json")
    assert isinstance(invite, dict)
    assert list(invite) == ["code", "unit", "role", "expires_at", "links", "zalo_bot"]
    assert len(invite["code"]) == 9
    assert (invite["unit"], invite["role"]) == ("phong-y-te", "focal_point")
    assert invite["expires_at"].endswith("+07:00")
    assert invite["links"] == {"telegram": None, "web": None, "zalo": None}
    assert invite["zalo_bot"] is None


def test_a_unit_may_be_named_and_a_role_may_have_none(followed: Shell) -> None:
    head = followed.ask("invite", "--unit", "Phòng Y tế", "--role", "unit_head", "--json")
    assert isinstance(head, dict)
    assert (head["unit"], head["role"]) == ("phong-y-te", "unit_head")
    leader = followed.ask("invite", "--role", "leader", "--name", "Lan", "--json")
    assert isinstance(leader, dict)
    assert leader["unit"] is None
    assert "no unit phong" in followed.refusal("invite", "--unit", "phong")


def test_an_invite_code_is_kept_nowhere(office: Path, followed: Shell) -> None:
    invite = followed.ask("invite", "--role", "leader", "--json")
    assert isinstance(invite, dict)
    kept = b"".join(path.read_bytes() for path in (office / "var").glob("tiendo.sqlite3*"))
    assert invite["code"].encode() not in kept
    assert invite["code"].replace("-", "").encode() not in kept


def test_a_link_leads_to_the_page_where_there_is_one(office: Path, followed: Shell) -> None:
    page = '[web]\npublic_url = "https://tiendo.example.vn"\n'
    (office / "config.toml").write_text(page, encoding="utf-8")
    invite = followed.ask("invite", "--role", "leader", "--json")
    assert isinstance(invite, dict)
    assert invite["links"]["web"] == f"https://tiendo.example.vn/join#{invite['code']}"
    followed.run("invite", "--role", "leader")
    assert "\nhttps://tiendo.example.vn/join#" in followed.out


ZALO = """[zalo]
enabled = true
people_per_bot = 1
bots = [{ name = "mot", title = "Tiến độ 1", link = "https://zalo.me/111" }, { name = "hai" }]
"""


def test_invites_name_the_zalo_bot_that_has_room(office: Path, followed: Shell) -> None:
    (office / "config.toml").write_text(ZALO, encoding="utf-8")
    first = followed.ask("invite", "--role", "leader", "--json")
    assert isinstance(first, dict)
    assert (first["links"]["zalo"], first["zalo_bot"]) == ("https://zalo.me/111", "Tiến độ 1")
    guide = (ROOT / "docs" / "operator-guide.md").read_text(encoding="utf-8")
    example = guide.partition("`tiendo invite --json`:\n\n```json\n")[2].partition("```")[0]
    shown = json.loads(example)
    assert (list(shown), list(shown["links"])) == (list(first), list(first["links"]))
    second = followed.ask("invite", "--role", "leader", "--json")
    assert isinstance(second, dict)
    assert (second["links"]["zalo"], second["zalo_bot"]) == (None, "hai")
    third = followed.ask("invite", "--role", "leader", "--json")
    assert isinstance(third, dict)
    assert (third["links"]["zalo"], third["zalo_bot"]) == (None, None)
    assert followed.error.startswith("all Zalo bots are full")


def test_the_zalo_bot_and_its_link_are_printed(office: Path, followed: Shell) -> None:
    (office / "config.toml").write_text(ZALO, encoding="utf-8")
    followed.run("invite", "--role", "leader")
    assert followed.out.endswith("\nZalo: the code is sent to “Tiến độ 1” https://zalo.me/111\n")
    followed.run("invite", "--role", "leader")
    assert followed.out.endswith("\nZalo: the code is sent to “hai”\n")


def test_somebody_known_is_sent_to_the_bot_they_have(office: Path, followed: Shell) -> None:
    (office / "config.toml").write_text(ZALO, encoding="utf-8")
    make_known(office, "Nguyễn Thị Lan")
    with closing(sqlite3.connect(office / "var" / "tiendo.sqlite3")) as connection, connection:
        connection.execute(
            "INSERT INTO addresses (channel, bot, chat, person, bound_at, heard_at) "
            "VALUES ('zalo', 'hai', 'x', 'p-0001', '', '')"
        )
    again = followed.ask("invite", "--person", "p-0001", "--json")
    assert isinstance(again, dict) and again["zalo_bot"] == "hai"


def make_known(office: Path, *names: str) -> None:
    """People with a role, as if they had joined."""
    with closing(sqlite3.connect(office / "var" / "tiendo.sqlite3")) as connection, connection:
        for number, name in enumerate(names, 1):
            code, at = f"p-{number:04d}", "2026-11-01T01:00:00.000000+00:00"
            person = (code, name, "1", at)
            connection.execute(
                "INSERT INTO people (code, name, wording, consented_at) VALUES (?, ?, ?, ?)",
                person,
            )
            connection.execute(
                "INSERT INTO grants (person, role, unit, granted_at) VALUES (?, ?, ?, ?)",
                (code, "focal_point", "phong-y-te", at),
            )


@pytest.mark.parametrize("said", ["p-0001", "Nguyễn Thị Lan", "nguyen thi lan"])
def test_somebody_known_gets_a_code_for_one_more_channel(
    office: Path, followed: Shell, said: str
) -> None:
    make_known(office, "Nguyễn Thị Lan", "Trần Thị Hoa")
    invite = followed.ask("invite", "--person", said, "--days", "1", "--json")
    assert isinstance(invite, dict)
    assert list(invite) == [
        "code", "person", "unit", "role", "expires_at", "links", "zalo_bot",
    ]  # fmt: skip
    assert (invite["person"], invite["unit"], invite["role"]) == (
        "p-0001",
        "phong-y-te",
        "focal_point",
    )


def test_who_is_meant_must_be_one_person_with_a_role(office: Path, followed: Shell) -> None:
    make_known(office, "Nguyễn Thị Lan", "Trần Thị Lan", "Lê Văn Tâm")
    assert "nobody is called Sơn" in followed.refusal("invite", "--person", "Sơn")
    assert "2 people are called Lan" in followed.refusal("invite", "--person", "Lan")
    with closing(sqlite3.connect(office / "var" / "tiendo.sqlite3")) as connection, connection:
        connection.execute("UPDATE grants SET ended_at = granted_at WHERE person = 'p-0003'")
    assert "holds no role" in followed.refusal("invite", "--person", "p-0003")


# The report.


def test_a_report_has_the_shape_of_the_contract(office: Path, followed: Shell) -> None:
    followed.run("period", "open", "2026", "--due", "2026-12-21")
    words = ["report", "--period", "2026", "--out", "out", "--form", "all", "--json"]
    first = followed.ask(*words)
    assert isinstance(first, dict)
    assert list(first) == [
        "period", "version", "files", "units_in", "units_missing", "changed_since", "findings",
    ]  # fmt: skip
    assert [file["form"] for file in first["files"]] == ["docx", "pdf", "xlsx", "txt", "json"]
    assert all((office / file["path"]).stat().st_size for file in first["files"])
    assert (first["version"], first["units_in"]) == (1, 0)
    assert first["units_missing"] == ["phong-y-te", "cong-an-xa"]
    assert followed.ask(*words) == first, "the same data, the same bytes"


def test_a_report_in_another_layout_than_the_offices_own_says_why(
    office: Path, followed: Shell
) -> None:
    (office / "mau.docx").write_bytes(b"PK")
    with (office / "config.toml").open("a") as settings:
        settings.write('[report]\ntemplate = "mau.docx"\n')
    followed.run("period", "open", "2026", "--due", "2026-12-21")
    assert followed.ask("report", "--period", "2026", "--out", "out", "--json")
    said = [line for line in followed.error.splitlines() if "built-in layout, not" in line]
    assert len(said) == 1 and "Tệp mẫu bị hỏng" in said[0]
    assert (office / "out" / "2026-v1.docx").stat().st_size


def test_what_is_worth_another_look_comes_with_the_report(office: Path, shell: Shell) -> None:
    faulty = PLAN.replace("Phòng Y tế", "Phòng Y tế & Dân số")
    (office / "plan.md").write_text(faulty, encoding="utf-8")
    shell.run("plan", "import", "plan.md", "--programme", "cds-xa")
    shell.run("period", "open", "2026", "--due", "2026-12-21")
    words = ["report", "--period", "2026", "--out", "out"]
    report = shell.ask(*words, "--json")
    assert isinstance(report, dict)
    one = next(f for f in report["findings"] if f["kind"] == "ampersand")
    assert list(one) == ["place", "line", "units", "kind", "found", "suggestion"]
    assert (one["line"], one["suggestion"]) == (0, "Phòng Y tế và Dân số")
    shell.run(*words)
    assert "line 0: Phòng Y tế & Dân số -> Phòng Y tế và Dân số (ampersand)" in shell.out


@pytest.fixture
def opened(followed: Shell) -> Shell:
    followed.run("period", "open", "2026", "--due", "2026-12-21")
    return followed


def given(shell: Shell, *words: str) -> dict[str, str]:
    """The sha256 of each form."""
    answer = shell.ask("report", "--period", "2026", "--out", "out", *words, "--json")
    assert isinstance(answer, dict)
    for file in answer["files"]:
        assert hashlib.sha256(Path(file["path"]).read_bytes()).hexdigest() == file["sha256"]
    return {file["form"]: file["sha256"] for file in answer["files"]}


def test_parts_are_given_in_the_forms_they_have(office: Path, opened: Shell) -> None:
    assert list(given(opened, "--brief", "--form", "all")) == ["docx", "pdf", "txt"]
    assert "BÁO CÁO TÓM TẮT" in (office / "out" / "2026-v1-brief.txt").read_text("utf-8")
    every = ["docx", "pdf", "xlsx", "txt", "json"]
    assert list(given(opened, "--unit", "phong-y-te", "--form", "all")) == every
    assert (office / "out" / "2026-v1-phong-y-te.docx").stat().st_size
    assert list(given(opened, "--heading", "II", "--form", "all")) == every
    assert "TRÍCH BÁO CÁO" in (office / "out" / "2026-v1-II.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--unit", "phong-la"], "no unit phong-la in this report"),
        (["--heading", "IX"], "no heading IX in this report; it has II, "),
        (["--brief", "--form", "xlsx"], "the brief has no xlsx; it has docx, pdf, txt"),
        (["--version", "7"], "no version 7 of 2026; there are: none"),
    ],
)
def test_what_is_not_in_the_report_is_refused_in_one_line(
    opened: Shell, words: list[str], why: str
) -> None:
    assert why in opened.refusal("report", "--period", "2026", "--out", "out", *words)


def test_an_issued_version_is_given_out_again_as_it_was_issued(
    office: Path, opened: Shell
) -> None:
    forms = ("--form", "all")
    draft = given(opened, *forms)
    words = ["report", "issue", "--period", "2026", "--number", "5/BC-UBND"]
    assert opened.run(*words, "--date", "20/12/2026") == 0
    issued = given(opened, *forms)
    assert {form for form in draft if draft[form] == issued[form]} == {"json"}
    head = Document(office / "out" / "2026-v1.docx").tables[0]
    assert any("05/BC-UBND" in cell.text for row in head.rows for cell in row.cells)
    with closing(sqlite3.connect(office / "var" / "tiendo.sqlite3")) as connection, connection:
        connection.execute("UPDATE reports SET compiled = replace(compiled, 'UBND', 'HĐND')")
    again = given(opened, *forms, "--version", "1")
    kept = ("docx", "pdf", "xlsx")
    assert [again[form] for form in kept] == [issued[form] for form in kept], "never written anew"
    assert again["txt"] != issued["txt"]


def test_number_and_date_of_the_clerk_are_recorded(followed: Shell) -> None:
    followed.run("period", "open", "2026", "--due", "2026-12-21")
    words = ["report", "issue", "--period", "2026", "--number", "05/BC-UBND"]
    words += ["--date", "20/12/2026"]
    assert "nothing compiled" in followed.refusal(*words)
    followed.run("report", "--period", "2026", "--out", "out")
    issued = followed.ask(*words, "--json")
    assert issued == {
        "period": "2026", "version": 1, "number": "05/BC-UBND", "date": "2026-12-20",
    }  # fmt: skip


def test_files_are_not_written_where_they_cannot_be(office: Path, followed: Shell) -> None:
    followed.run("period", "open", "2026", "--due", "2026-12-21")
    why = followed.refusal("report", "--period", "2026", "--out", "plan.md")
    assert "name another --out" in why


# The installation.


def test_check_says_a_line_each(office: Path, shell: Shell) -> None:
    shell.run("check")
    lines = shell.out.splitlines()
    assert all(line.split(":")[0] in ("ok", "warning", "error") for line in lines)
    looked_at = {line.split(": ")[1] for line in lines}
    assert looked_at == {
        "settings", "folder", "database", "clock", "calendar", "telegram", "zalo", "web",
        "templates", "fonts",
    }  # fmt: skip


def test_check_says_that_zalo_carries_no_files_where_there_are_no_pages(
    office: Path, shell: Shell
) -> None:
    line = "warning: web: Zalo carries no files: without web.public_url nobody there gets the"
    (office / "config.toml").write_text('[zalo]\nenabled = true\nbots = [{ name = "mot" }]\n')
    shell.run("check")
    assert line in shell.out
    with (office / "config.toml").open("a") as config:
        config.write('[web]\npublic_url = "http://localhost:8080"\n')
    shell.run("check")
    assert line not in shell.out


@pytest.mark.parametrize(
    ("family", "line"),
    [
        ("Times New Roman", "ok: fonts: Times New Roman"),
        ("Tinos", "ok: fonts: Tinos stands in for Times New Roman in PDF files"),
        ("Libertinus Serif", "warning: fonts: no Times New Roman, nor one like it"),
    ],
)
def test_check_says_what_pdf_files_are_set_in(
    office: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch, family: str, line: str
) -> None:
    monkeypatch.setattr("bot.checks.words.typeface", lambda: Typeface(family))
    shell.run("check")
    assert line in shell.out


def test_check_speaks_json(office: Path, shell: Shell) -> None:
    shell.run("check", "--json")
    found = json.loads(shell.out)
    assert {tuple(finding) for finding in found} == {("level", "what", "text")}


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"no database, far too long to be an empty one" * 30, "database: "), (b"", "schema 0")],
)
def test_check_looks_into_the_database(
    office: Path, shell: Shell, content: bytes, why: str
) -> None:
    (office / "var").mkdir()
    (office / "var" / "tiendo.sqlite3").write_bytes(content)
    shell.run("check")
    assert why in shell.out
    assert ("error: database" in shell.out) is bool(content)


def test_check_names_a_newer_database(office: Path, followed: Shell) -> None:
    with sqlite3.connect(office / "var" / "tiendo.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert followed.run("check") == 1
    assert "error: database: schema 999 is newer" in followed.out


def test_check_finds_a_broken_audit_log(office: Path, followed: Shell) -> None:
    with sqlite3.connect(office / "var" / "tiendo.sqlite3") as connection:
        connection.execute("UPDATE audit SET actor = 'someone' WHERE id = 1")
    connection.close()
    assert followed.run("check") == 1
    assert "the audit log does not follow at line 1" in followed.out


def test_check_does_not_show_the_token_and_says_who_does_not_answer(office: Path) -> None:
    (office / "config.toml").write_text(
        '[telegram]\nenabled = true\napi_base_url = "http://127.0.0.1:9"\n', encoding="utf-8"
    )
    done = in_a_process("check", TIENDO_TELEGRAM_TOKEN=TOKEN)
    assert "error: telegram: no answer from http://127.0.0.1:9" in done.stdout
    assert done.returncode == 1
    assert TOKEN not in done.stdout + done.stderr
    malformed = in_a_process("check", TIENDO_TELEGRAM_TOKEN=TOKEN.replace(":", ""))
    assert "not the form of a bot token" in malformed.stdout
    assert TOKEN[10:] not in malformed.stdout + malformed.stderr


@pytest.mark.parametrize(
    ("failed", "level", "words"),
    [
        (None, "ok", "answers; `tiendo run` sets the webhook"),
        ("", "ok", "answers; brings its updates to https://tiendo.test/webhook/telegram"),
        (
            "Wrong response from the webhook: 403 Forbidden",
            "warning",
            "brings its updates to https://tiendo.test/webhook/telegram, but 1 wait there; "
            "the last try: Wrong response from the webhook: 403 Forbidden",
        ),
    ],
)
async def test_check_says_what_telegram_makes_of_the_webhook(
    office: Path, failed: str | None, level: str, words: str
) -> None:
    async with TelegramServer().running() as server:
        if failed is not None:
            server.webhook.set({"url": "https://tiendo.test/webhook/telegram"})
            server.webhook.wanted = ["nothing that comes"]
        if failed:
            await server.push({"message": {}})
            server.webhook.last_error = failed
        text = '[web]\npublic_url = "https://tiendo.test"\n[telegram]\nwebhook = true\n'
        text += f'enabled = true\napi_base_url = "{server.api_base_url}"\n'
        (office / "config.toml").write_text(text, encoding="utf-8")
        known = {"TIENDO_TELEGRAM_TOKEN": server.token}
        checked = await asyncio.to_thread(in_a_process, "check", **known)
        broken = {**known, "TIENDO_WEBHOOK_SECRET": "with blank"}
        refused = await asyncio.to_thread(in_a_process, "check", **broken)
    (line,) = [line for line in checked.stdout.splitlines() if ": telegram: " in line]
    assert line.startswith(f"{level}: telegram: @{server.username}")
    assert line.endswith(words)
    assert "error: telegram: TIENDO_WEBHOOK_SECRET: not the form" in refused.stdout
    assert "with blank" not in refused.stdout + refused.stderr


def test_check_says_whether_the_pages_can_be_served(office: Path, shell: Shell) -> None:
    shell.run("check")
    assert "ok: web: no pages; web.public_url is not set\n" in shell.out
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        text = f'[web]\npublic_url = "https://tiendo.test"\nlisten = "{taken}"\n'
        (office / "config.toml").write_text(text, encoding="utf-8")
        assert shell.run("check") == 1
        assert (
            f"error: web: web.listen: {taken} is taken by another program; name another port\n"
        ) in shell.out
        with hold_lock(office / "var"):
            assert shell.run("check") == 0
        assert f"ok: web: https://tiendo.test, served at {taken}, which is taken" in shell.out
    assert shell.run("check") == 0
    assert f"ok: web: https://tiendo.test, served at {taken}, which is free\n" in shell.out


def test_check_says_whether_the_figures_can_be_served(office: Path, shell: Shell) -> None:
    (office / "config.toml").write_text('[web]\nhealth = "192.0.2.1:9464"\n', encoding="utf-8")
    assert shell.run("check") == 1
    assert "error: web: web.health: 192.0.2.1:9464 is no address of this machine" in shell.out


@pytest.mark.parametrize("text", ["", "[telegram]\nenabled = true\n"])
def test_run_without_a_channel_is_refused_in_one_line_where_there_are_data(
    office: Path, shell: Shell, text: str
) -> None:
    (office / "config.toml").write_text(text, encoding="utf-8")
    assert shell.run("plan", "show") == 1
    assert "TIENDO_TELEGRAM_TOKEN" in shell.refusal("run")


async def test_telegram_is_asked_for_our_name_which_the_link_then_holds(office: Path) -> None:
    async with TelegramServer().running() as server:
        text = f'[telegram]\nenabled = true\napi_base_url = "{server.api_base_url}"\n'
        (office / "config.toml").write_text(text, encoding="utf-8")
        words = ("invite", "--role", "leader", "--json")
        known = {"TIENDO_TELEGRAM_TOKEN": server.token}
        checked = await asyncio.to_thread(in_a_process, "check", **known)
        invited = await asyncio.to_thread(in_a_process, *words, **known)
        unknown = {"TIENDO_TELEGRAM_TOKEN": server.token + "x"}
        refused = await asyncio.to_thread(in_a_process, "check", **unknown)
    assert f"ok: telegram: @{server.username} answers" in checked.stdout
    invite = json.loads(invited.stdout)
    link = f"https://t.me/{server.username}?start={invite['code']}"
    assert invite["links"]["telegram"] == link
    assert "error: telegram: the server refuses TIENDO_TELEGRAM_TOKEN" in refused.stdout
    assert server.token not in refused.stdout + refused.stderr


def test_a_broken_database_is_said_in_one_line(office: Path, shell: Shell) -> None:
    (office / "var").mkdir()
    (office / "var" / "tiendo.sqlite3").write_bytes(b"no database at all" * 100)
    assert "file is not a database; look with: tiendo check" in shell.refusal("status")


def test_a_fault_of_ours_is_one_line_and_shows_no_secret(
    office: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(arguments: object) -> int:
        raise RuntimeError(f"it broke at {TOKEN}\nand {'k' * 20}")

    monkeypatch.setenv("TIENDO_SECRET_KEY", "k" * 20)
    monkeypatch.setattr("bot.commands.status.run", fail)
    line = shell.refusal("status")
    assert "RuntimeError" in line and "it broke" not in line
