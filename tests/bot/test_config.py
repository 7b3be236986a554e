"""Settings: what is accepted, and the one line that says what to mend."""

import re
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.config import Settings, load_settings
from bot.private import load_secrets, telegram_token
from bot.settings.sections import Sections
from domain.calendar import WorkingCalendar
from domain.errors import StartError
from domain.ladder import DEFAULT_LADDER, OFFICE_HOURS, Tone
from domain.periods import (
    DEFAULT_RULES,
    DayOfMonth,
    FixedDate,
    FixedWindow,
    PeriodKind,
    Shift,
    WorkingDaysAfter,
)

SHIPPED = Path(__file__).parents[2] / "config.toml"
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


def load(folder: Path, text: str) -> Settings:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(StartError) as refused:
        load(folder, text)
    line = str(refused.value)
    assert "\n" not in line
    assert refused.value.__cause__ is None, "the cause would show what was typed"
    return line.removeprefix(f"{folder}/")


def test_the_shipped_file_says_what_holds_without_it(tmp_path: Path) -> None:
    shipped = load(tmp_path, SHIPPED.read_text(encoding="utf-8")).sections
    nothing = load(tmp_path, "").sections
    assert shipped.periods.rules() == nothing.periods.rules() == dict(DEFAULT_RULES)
    assert shipped.reminders == nothing.reminders
    assert shipped.limits == nothing.limits
    assert shipped.report == nothing.report
    assert shipped.bot.timezone == nothing.bot.timezone
    assert shipped.telegram.bot_url == nothing.telegram.bot_url
    assert shipped.telegram.file_url == nothing.telegram.file_url


def test_every_key_stands_in_the_shipped_file(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    sections = load(tmp_path, "").sections
    for name, section in sections:
        assert f"[{name}]" in text
        for key in type(section).model_fields:
            assert re.search(rf"\b{key}\b", text), f"{name}.{key}"
    for key in type(sections.periods.year).model_fields:
        assert re.search(rf"^{key} = ", text, re.MULTILINE), key


def test_nothing_said_means_as_shipped(tmp_path: Path) -> None:
    settings = load(tmp_path, "")
    assert settings.ladder == DEFAULT_LADDER
    assert settings.hours == OFFICE_HOURS
    assert settings.calendar == WorkingCalendar.shipped()
    assert settings.zone.key == "Asia/Ho_Chi_Minh"
    assert settings.folder == tmp_path / "var"
    assert settings.rules.day_start == time(7, 30)
    assert not settings.telegram.enabled


def test_a_yearly_programme_has_its_own_dates(tmp_path: Path) -> None:
    rules = load(
        tmp_path,
        """
        [periods.year]
        unit_due = { day = 15, month = 11, before = true }
        compile_due = { working_days = 3 }
        due_shift = "previous"
        window = { first = { day = 15, month = 11 }, last = { day = 14, month = 11 } }
        """,
    ).period_rules(PeriodKind.YEAR)
    assert rules.unit_due == FixedDate(15, 11, strictly_before=True)
    assert rules.compile_due == WorkingDaysAfter(3)
    assert rules.due_shift is Shift.PREVIOUS
    assert rules.window == FixedWindow(FixedDate(15, 11), FixedDate(14, 11))
    assert rules.unit_due_time == DEFAULT_RULES[PeriodKind.YEAR].unit_due_time


def test_one_kind_of_period_changes_without_the_others(tmp_path: Path) -> None:
    settings = load(tmp_path, "[periods.month]\nunit_due = { day = 25 }\n")
    assert settings.period_rules(PeriodKind.MONTH).unit_due == DayOfMonth(25)
    assert settings.period_rules(PeriodKind.MONTH).opens_working_days_before == 10
    assert settings.period_rules(PeriodKind.QUARTER) == DEFAULT_RULES[PeriodKind.QUARTER]


def test_endings_of_files_are_taken_however_they_are_written(tmp_path: Path) -> None:
    settings = load(tmp_path, '[limits]\nfile_types = ["JPG", ".pdf", "jpg"]\n')
    assert settings.rules.file_types == ("jpg", "pdf")


def test_a_ladder_of_our_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    text = """
    [[reminders.stages]]
    name = "eve"
    working_days_before = 1
    at = 09:15:00
    tone = "press"
    """
    (stage,) = load(tmp_path, text).ladder.stages
    assert (stage.name, stage.offset_working_days, stage.at) == ("eve", -1, time(9, 15))
    assert stage.tone is Tone.PRESS


def test_days_of_our_own_win_over_the_calendar(tmp_path: Path) -> None:
    text = """
    [reminders]
    days_off = { 2026-10-12 = "Nghỉ do bão" }
    working_days = [2026-10-17]
    """
    calendar = load(tmp_path, text).calendar
    names = {str(day): name for day, name in calendar.days_off.items()}
    assert names["2026-10-12"] == "Nghỉ do bão"
    assert "2026-10-17" in map(str, calendar.working_days)


@pytest.mark.parametrize(
    ("api", "file", "bot_url", "file_url"),
    [
        (
            "http://127.0.0.1:8081",
            "",
            "http://127.0.0.1:8081/bot",
            "http://127.0.0.1:8081/file/bot",
        ),
        ("http://h:1/bot", "", "http://h:1/bot", "http://h:1/file/bot"),
        ("http://h:1/", "http://f:2/file", "http://h:1/bot", "http://f:2/file/bot"),
        ("http://h:1", "http://f:2/file/bot", "http://h:1/bot", "http://f:2/file/bot"),
    ],
)
def test_a_server_is_named_with_or_without_the_end_of_its_address(
    tmp_path: Path, api: str, file: str, bot_url: str, file_url: str
) -> None:
    text = f'[telegram]\napi_base_url = "{api}"\n'
    text += f'file_base_url = "{file}"\n' if file else ""
    telegram = load(tmp_path, text).telegram
    assert (telegram.bot_url, telegram.file_url) == (bot_url, file_url)


def test_a_file_from_a_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b'\xef\xbb\xbf[bot]\r\nname = "tiendo"\r\n')
    assert load_settings(tmp_path / "config.toml").rules.bot_name == "tiendo"


BROKEN = {
    "unknown section": ("[bots]\n", "config.toml line 1: bots: not known; did you mean bot?"),
    "unknown key, misspelt": (
        '[bot]\ntimezon = "Asia/Ho_Chi_Minh"\n',
        "config.toml line 2: bot.timezon: not known; did you mean timezone?",
    ),
    "unknown key, like nothing": (
        "[storage]\n\ncolour = 1\n",
        "config.toml line 3: storage.colour: not known; known here: directory",
    ),
    "Zalo without bots": (
        "[zalo]\nenabled = true\n",
        'config.toml line 2: zalo.enabled = true: name its bots, as bots = [{ name = "mot" }]',
    ),
    "two Zalo bots of one name": (
        '[zalo]\nbots = [{ name = "mot" }, { name = "mot" }]\n',
        "config.toml line 2: zalo.bots: give every bot a name of its own",
    ),
    "a Zalo bot whose name is no variable's": (
        '[zalo]\nbots = [{ name = "Bot 1" }]\n',
        'config.toml line 2: zalo.bots.name = "Bot 1": write small letters, digits and _, '
        'as "mot"; at most 20',
    ),
    "a token of Zalo in the file": (
        '[zalo]\ntoken = "x"\n',
        "config.toml line 2: zalo.token: secrets do not belong into the file; set "
        "TIENDO_ZALO_TOKEN_<NAME> in the environment",
    ),
    "no name of a host": (
        '[zalo]\nphoto_hosts = ["https://zdn.vn"]\n',
        "config.toml line 2: zalo.photo_hosts: write names of hosts, a leading dot for all below "
        'it, as [".zdn.vn"]',
    ),
    "text instead of a number": (
        '[limits]\npage_size = "8"\n',
        'config.toml line 2: limits.page_size = "8": write a whole number from 3 to 20',
    ),
    "true is no number": (
        "[limits]\npage_size = true\n",
        "config.toml line 2: limits.page_size = true: write a whole number from 3 to 20",
    ),
    "no kind of file": (
        "[limits]\nfile_types = []\n",
        'config.toml line 2: limits.file_types: write the endings of files, as ["jpg", "pdf"]',
    ),
    "out of range": (
        "[limits]\nmessages_per_second = 500\n",
        "config.toml line 2: limits.messages_per_second = 500: write a whole number from 1 to 30",
    ),
    "text instead of true": (
        '[telegram]\nenabled = "yes"\n',
        'config.toml line 2: telegram.enabled = "yes": write true or false, without quotes',
    ),
    "a number instead of text": (
        "[bot]\nname = 5\n",
        "config.toml line 2: bot.name = 5: write one line of words in quotes",
    ),
    "no such zone": (
        '[bot]\ntimezone = "Asia/Ha_Noi"\n',
        'config.toml line 2: bot.timezone = "Asia/Ha_Noi": no such time zone; '
        'write "Asia/Ho_Chi_Minh"',
    ),
    "a zone of elsewhere": (
        '[bot]\ntimezone = "Europe/Berlin"\n',
        'config.toml line 2: bot.timezone = "Europe/Berlin": deadlines of Vietnamese offices '
        'are not counted in this zone; write "Asia/Ho_Chi_Minh"',
    ),
    "no time of day": (
        '[reminders.hours]\nmorning = ["25:00", "26:00"]\n',
        'config.toml line 2: reminders.hours.morning = "25:00": not a time of day; '
        'write it as "07:30" (and 1 more fault)',
    ),
    "hours crossed": (
        '[reminders.hours]\nmorning = ["11:30", "07:30"]\n',
        "config.toml line 1: reminders.hours: the hours must follow one another through the day",
    ),
    "a stage without its time": (
        '[[reminders.stages]]\nname = "T-2"\nworking_days_before = 2\n',
        "config.toml line 1: reminders.stages.at: missing; add it",
    ),
    "an unknown tone": (
        '[[reminders.stages]]\nname = "T"\nworking_days_before = 2\nat = "08:00"\ntone = "loud"\n',
        'config.toml line 5: reminders.stages.tone = "loud": '
        'write "remind", "press" or "press_and_report"',
    ),
    "a misspelt key of the second stage": (
        '[[reminders.stages]]\nname = "T"\nworking_days_before = 2\nat = "08:00"\n'
        '[[reminders.stages]]\nname = "U"\nworking_days_befor = 1\nat = "08:00"\n',
        "config.toml line 5: reminders.stages.working_days_before: missing; add it "
        "(and 1 more fault)",
    ),
    "two stages of one name": (
        '[[reminders.stages]]\nname = "T"\nworking_days_before = 2\nat = "08:00"\n'
        '[[reminders.stages]]\nname = "T"\nworking_days_before = 1\nat = "08:00"\n',
        'config.toml: reminders: two stages are called "T"; give each its own name',
    ),
    "a day off that is worked": (
        '[reminders]\ndays_off = { 2026-10-12 = "x" }\nworking_days = [2026-10-12]\n',
        "config.toml line 1: reminders: both a day off and a working day: 2026-10-12; "
        "keep one of the two",
    ),
    "a day off that is no day": (
        '[reminders]\ndays_off = { 2026-02-30 = "x" }\n',
        "config.toml line 2: reminders.days_off: a key is not a day; "
        'write it as 2026-10-12 = "why"',
    ),
    "a date that no year has": (
        "[periods.year]\nunit_due = { day = 31, month = 2 }\n",
        "config.toml line 2: periods.year.unit_due: no year has such a date; "
        "write { day = 17 }, { day = 15, month = 11, before = true } or { working_days = 2 }",
    ),
    "a misspelt part of a rule": (
        "[periods.year]\nunit_due = { day = 15, mont = 11 }\n",
        "config.toml line 2: periods.year.unit_due.mont: not known; did you mean month?",
    ),
    "no kind of period": (
        "[periods.yaer]\n",
        "config.toml line 1: periods.yaer: not known; did you mean year?",
    ),
    "a rule that is no table": (
        '[periods.month]\nunit_due = "day 17"\n',
        'config.toml line 2: periods.month.unit_due = "day 17": '
        "write { day = 17 }, { day = 15, month = 11, before = true } or { working_days = 2 }",
    ),
    "yearly data of a month": (
        "[periods.month]\nwindow = { first = { day = 1, month = 1 }, "
        "last = { day = 2, month = 2 } }\n",
        "config.toml line 2: periods.month.window: only a year's data have yearly dates; "
        "write { first_day = 15 }",
    ),
    "no address": (
        '[telegram]\napi_base_url = "api.telegram.org"\n',
        'config.toml line 2: telegram.api_base_url = "api.telegram.org": '
        'write an address as "https://api.telegram.org"',
    ),
    "pages in the open": (
        '[web]\npublic_url = "http://tiendo.hatinh.gov.vn"\n',
        'config.toml line 2: web.public_url = "http://tiendo.hatinh.gov.vn": '
        'write the address people open, as "https://tiendo.hatinh.gov.vn"',
    ),
    "a webhook without an address": (
        "[telegram]\nwebhook = true\n",
        "config.toml line 2: telegram.webhook = true: Telegram needs web.public_url in https, "
        "on port 443, 80, 88 or 8443; set it, or write false",
    ),
    "a webhook in the open": (
        '[web]\npublic_url = "http://localhost:8080"\n[telegram]\nwebhook = true\n',
        "config.toml line 4: telegram.webhook = true: Telegram needs web.public_url in https, "
        "on port 443, 80, 88 or 8443; set it, or write false",
    ),
    "a webhook at a port that Telegram does not call": (
        '[web]\npublic_url = "https://tiendo.hatinh.gov.vn:8080"\n[telegram]\nwebhook = true\n',
        "config.toml line 4: telegram.webhook = true: Telegram needs web.public_url in https, "
        "on port 443, 80, 88 or 8443; set it, or write false",
    ),
    "a webhook of Zalo without an address": (
        "[zalo]\nwebhook = true\n",
        "config.toml line 2: zalo.webhook = true: Zalo needs web.public_url in https; "
        "set it, or write false",
    ),
    "a webhook of Zalo in the open": (
        '[web]\npublic_url = "http://localhost:8080"\n[zalo]\nwebhook = true\n',
        "config.toml line 4: zalo.webhook = true: Zalo needs web.public_url in https; "
        "set it, or write false",
    ),
    "pages beyond this machine": (
        '[web]\nlisten = "0.0.0.0:8080"\npublic_url = "http://localhost:8080"\n',
        'config.toml line 2: web.listen = "0.0.0.0:8080": pages beyond this machine need '
        "web.public_url in https, or web.trusted_proxy; set one, or listen on 127.0.0.1",
    ),
    "nowhere to listen": (
        '[web]\nlisten = "8080"\n',
        'config.toml line 2: web.listen = "8080": '
        'write an address of this machine and a port, as "127.0.0.1:8080"',
    ),
    "no proxy": (
        '[web]\ntrusted_proxy = ["nginx"]\n',
        "config.toml line 2: web.trusted_proxy: "
        'write the addresses of your proxies, as ["10.0.0.2"] or ["10.0.0.0/24"]',
    ),
    "a missing template": (
        '[report]\n\ntemplate = "mau.docx"\n',
        'config.toml line 3: report.template = "mau.docx": no such Word template; '
        "name a .docx file, or take the key out for the shipped one",
    ),
    "a folder that cannot be": (
        '[storage]\ndirectory = "config.toml/var"\n',
        'config.toml line 2: storage.directory = "config.toml/var": cannot write there '
        "(Not a directory); name a folder that this account may use",
    ),
    "a section that is a value": (
        "limits = 5\n",
        "config.toml line 1: limits = 5: write a section [limits] with its keys",
    ),
    "a key twice": (
        '[bot]\nname = "a"\nname = "b"\n',
        "config.toml line 3, column 11: not TOML (Cannot overwrite a value); "
        "mend or take out this line",
    ),
    "no TOML": (
        "[bot]\nname = tiendo\n",
        "config.toml line 2, column 8: not TOML (Invalid value); mend or take out this line",
    ),
    "several faults": (
        '[limits]\ntenfold = 0\npage_size = 99\n[bot]\nname = ""\n',
        "config.toml line 2: limits.tenfold = 0: write a whole number from 2 to 1000 "
        "(and 2 more faults)",
    ),
}


@pytest.mark.parametrize(("text", "line"), BROKEN.values(), ids=BROKEN.keys())
def test_a_fault_is_one_line_with_its_place_value_and_remedy(
    tmp_path: Path, text: str, line: str
) -> None:
    assert refusal(tmp_path, text) == line


ODD = [
    "-1", "0", "1", "99999999999999999999", "1.5", "nan", "inf", "true", '""', '"x"', '"08:00"',
    '"5:"', '"\\u0000"', "[]", "[1]", '["a", "b"]', "[[1, 2], [3]]", "{}", "{ a = 1 }",
    "{ day = 1 }", "2026-10-12", "2026-10-12T08:00:00Z", "08:00:00", "{ first_day = 1 }",
    '{ 2026-10-12 = 1 }', "{ first = { day = 31, month = 2 }, last = { day = 1, month = 1 } }",
    '["07:30", "nine"]', '"http://[::1"', '"http://h:99999"', "[2026-10-12]", '"../.."',
]  # fmt: skip


def leaves(section: type[BaseModel], path: str) -> Iterator[str]:
    for key, field in section.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from leaves(inner, f"{path}{key}.")
        yield path + key


@pytest.mark.parametrize("key", list(leaves(Sections, "")))
def test_whatever_stands_there_is_taken_or_refused_in_one_line(tmp_path: Path, key: str) -> None:
    for value in ODD:
        try:
            load(tmp_path, f"{key} = {value}\n")
        except StartError as refused:
            line = str(refused)
            assert line.startswith(f"{tmp_path}/config.toml line 1"), (key, value, line)
            assert "\n" not in line
            assert "see the comment" not in line, f"{key} = {value} is refused without a remedy"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="no such file; start where it lies, or name it with --c"):
        load_settings(tmp_path / "config.toml")


def test_a_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes('[bot]\nname = "Tiến độ"\n'.encode("utf-16"))
    with pytest.raises(StartError, match="not UTF-8; save it again as UTF-8 text"):
        load_settings(tmp_path / "config.toml")


@pytest.mark.parametrize(
    "text",
    [
        f'[telegram]\ntoken = "{TOKEN}"\n',
        f'[telegram]\nenabled = "{TOKEN}"\n',
        f'[telegram]\napi_base_url = "api/bot{TOKEN}"\n',
        f'[bot]\nname = "{TOKEN} {TOKEN} {"x" * 200}"\n',
        f'TIENDO_TELEGRAM_TOKEN = "{TOKEN}"\n',
    ],
)
def test_a_token_in_the_wrong_place_is_not_shown(tmp_path: Path, text: str) -> None:
    assert TOKEN[10:30] not in refusal(tmp_path, text)


def test_a_secret_in_the_file_is_sent_to_the_environment(tmp_path: Path) -> None:
    line = refusal(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n')
    assert line.endswith("set TIENDO_TELEGRAM_TOKEN in the environment")


# Secrets.


def test_a_token_comes_from_the_environment_or_a_file_it_names(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    assert telegram_token({"TIENDO_TELEGRAM_TOKEN": f" {TOKEN} "}) == TOKEN
    assert telegram_token({"TIENDO_TELEGRAM_TOKEN_FILE": str(tmp_path / "token")}) == TOKEN
    assert telegram_token({}) is None


@pytest.mark.parametrize("token", ["AAbbCCddEEffGGhhIIjj", "12345:AAbb CCddEE", "bot1:AAbbCCddEE"])
def test_a_malformed_token_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(StartError, match="not the form of a bot token") as refused:
        telegram_token({"TIENDO_TELEGRAM_TOKEN": token})
    assert token not in str(refused.value)


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    both = {"TIENDO_TELEGRAM_TOKEN": TOKEN, "TIENDO_TELEGRAM_TOKEN_FILE": "x"}
    with pytest.raises(StartError, match="both set"):
        telegram_token(both)


@pytest.mark.parametrize(("name", "why"), [("absent", "cannot be read"), ("empty", "is empty")])
def test_a_secret_file_that_says_nothing_is_refused(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(StartError, match=why):
        telegram_token({"TIENDO_TELEGRAM_TOKEN_FILE": str(tmp_path / name)})


def test_a_key_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    first, second = load_secrets(tmp_path, {}), load_secrets(tmp_path, {})
    assert first == second
    assert len(first.key) == 64
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_a_given_key_is_taken_and_none_is_made(tmp_path: Path) -> None:
    assert load_secrets(tmp_path, {"TIENDO_SECRET_KEY": "k" * 32}).key == b"k" * 32
    assert not list(tmp_path.iterdir())


def test_a_short_key_is_refused_and_not_shown(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="too short") as refused:
        load_secrets(tmp_path, {"TIENDO_SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(refused.value)


def test_secrets_do_not_show_themselves(tmp_path: Path) -> None:
    secrets = load_secrets(tmp_path, {"TIENDO_TELEGRAM_TOKEN": TOKEN})
    assert TOKEN not in repr(secrets)
    assert secrets.key.decode() not in repr(secrets)
    assert secrets.webhook_secret not in repr(secrets)
    assert set(secrets.words()) == {TOKEN, secrets.key.decode(), secrets.webhook_secret}


def test_a_webhook_secret_is_made_from_the_key_where_none_is_given(tmp_path: Path) -> None:
    made = load_secrets(tmp_path, {"TIENDO_SECRET_KEY": "k" * 32}).webhook_secret
    assert re.fullmatch(r"[A-Za-z0-9_-]{32,256}", made)
    assert made == load_secrets(tmp_path, {"TIENDO_SECRET_KEY": "k" * 32}).webhook_secret
    assert made != load_secrets(tmp_path, {"TIENDO_SECRET_KEY": "l" * 32}).webhook_secret
    given = {"TIENDO_SECRET_KEY": "k" * 32, "TIENDO_WEBHOOK_SECRET": "by-hand_7"}
    assert load_secrets(tmp_path, given).webhook_secret == "by-hand_7"
    (tmp_path / "secret").write_text("from-a-file\n", encoding="utf-8")
    file = {"TIENDO_WEBHOOK_SECRET_FILE": str(tmp_path / "secret")}
    assert load_secrets(tmp_path, file).webhook_secret == "from-a-file"


def test_each_messenger_and_each_bot_has_a_webhook_secret_of_its_own(tmp_path: Path) -> None:
    bots = {"TIENDO_ZALO_TOKEN_MOT": "z" * 20, "TIENDO_ZALO_TOKEN_HAI": "y" * 20}
    made = load_secrets(tmp_path, bots)
    secrets = [made.webhook_secret, *made.zalo_webhook_secrets.values()]
    assert sorted(made.zalo_webhook_secrets) == ["hai", "mot"]
    assert len(set(secrets)) == 3
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{8,256}", secret) for secret in secrets)
    assert made.zalo_webhook_secrets == load_secrets(tmp_path, bots).zalo_webhook_secrets
    assert set(secrets) <= set(made.words())
    assert not any(secret in repr(made) for secret in secrets)
    given = load_secrets(tmp_path, {**bots, "TIENDO_WEBHOOK_SECRET": "by-hand_7"})
    assert given.zalo_webhook_secrets == {"mot": "by-hand_7", "hai": "by-hand_7"}


@pytest.mark.parametrize("secret", ["with blank", "mật-khẩu", "a/b/c/d/e", "seven_7", "x" * 257])
def test_a_webhook_secret_that_a_messenger_would_refuse_is_refused_and_not_shown(
    tmp_path: Path, secret: str
) -> None:
    with pytest.raises(StartError, match="8 to 256 of A-Z") as refused:
        load_secrets(tmp_path, {"TIENDO_WEBHOOK_SECRET": secret})
    assert secret not in str(refused.value)


def test_a_webhook_is_set_at_an_address_in_https(tmp_path: Path) -> None:
    for url in ("https://tiendo.hatinh.gov.vn", "https://tiendo.hatinh.gov.vn:8443"):
        text = f'[telegram]\nwebhook = true\n[web]\npublic_url = "{url}"\n'
        assert load(tmp_path, text).telegram.webhook
    text = '[zalo]\nwebhook = true\n[web]\npublic_url = "https://tiendo.hatinh.gov.vn:8080"\n'
    assert load(tmp_path, text).zalo.webhook


def test_tokens_of_zalo_bots_are_known_by_the_bots_names(tmp_path: Path) -> None:
    (tmp_path / "hai").write_text("a-token-from-a-file\n", encoding="utf-8")
    environ = {
        "TIENDO_ZALO_TOKEN_MOT": "a-token:of.the-first",
        "TIENDO_ZALO_TOKEN_HAI_FILE": str(tmp_path / "hai"),
        "TIENDO_ZALO_TOKEN_BA": "",
    }
    secrets = load_secrets(tmp_path, environ)
    assert secrets.zalo_tokens == {"mot": "a-token:of.the-first", "hai": "a-token-from-a-file"}
    assert {"a-token:of.the-first", "a-token-from-a-file"} <= set(secrets.words())
    assert "a-token" not in repr(secrets)


def test_a_zalo_token_of_another_form_is_refused_without_being_shown(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="TIENDO_ZALO_TOKEN_MOT: not the form") as refused:
        load_secrets(tmp_path, {"TIENDO_ZALO_TOKEN_MOT": '"quoted token"'})
    assert "quoted" not in str(refused.value)
