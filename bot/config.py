"""Settings, read from config.toml and checked at the start. Secrets stand in `bot.private`."""

import re
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.rulebook import DATABASE, Rulebook
from bot.settings.combined import check_together
from bot.settings.faults import fault, fault_line, written
from bot.settings.lines import line_of
from bot.settings.sections import Limits, Sections, Telegram, Web, Zalo
from domain.calendar import WorkingCalendar
from domain.errors import StartError
from domain.facts import Rules
from domain.ladder import Ladder, WorkingHours
from domain.periods import PeriodKind, PeriodRules

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Settings:
    """Checked: the folder exists and can be written, the template, if one is named, is there."""

    sections: Sections
    folder: Path
    """The data folder: database, evidence, reports."""
    template: Path | None
    """The office's own Word template."""

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def zone(self) -> ZoneInfo:
        return self.sections.bot.timezone

    @property
    def telegram(self) -> Telegram:
        return self.sections.telegram

    @property
    def zalo(self) -> Zalo:
        return self.sections.zalo

    @property
    def web(self) -> Web:
        return self.sections.web

    @property
    def limits(self) -> Limits:
        return self.sections.limits

    @property
    def ladder(self) -> Ladder:
        return self.sections.reminders.ladder()

    @property
    def hours(self) -> WorkingHours:
        return self.sections.reminders.hours.hours()

    @property
    def calendar(self) -> WorkingCalendar:
        return self.sections.reminders.calendar()

    def period_rules(self, kind: PeriodKind) -> PeriodRules:
        return self.sections.periods.rules()[kind]

    @property
    def rules(self) -> Rules:
        bot, limits = self.sections.bot, self.sections.limits
        return Rules(
            agency=bot.agency or "",
            bot_name=bot.name,
            wording=bot.consent_wording,
            keep_months=limits.keep_months,
            page_size=limits.page_size,
            invite_hours=limits.invite_hours,
            wrong_codes=limits.wrong_codes,
            tenfold=limits.tenfold,
            soon_days=self.sections.report.soon_days,
            max_file_bytes=limits.file_bytes,
            file_types=limits.file_types,
            head_agrees=self.sections.periods.unit_head_agrees,
            periods=self.sections.periods.rules(),
            hours=self.hours,
            bots=self.zalo.shared_bots,
            quota=self.zalo.quota,
        )

    def rulebook(self, secret: bytes) -> Rulebook:
        return Rulebook(
            self.rules,
            self.calendar,
            self.ladder,
            self.folder,
            secret,
            self.template,
        )


def load_settings(path: Path) -> Settings:
    """The settings in `path`; what it leaves out is as shipped. Raises StartError, whose one line
    names file, line, key, value and remedy."""
    text = _read(path)
    sections = _check(path, text, _parse(path, text))
    check_together(path, text, sections)
    return Settings(sections, _folder(path, text, sections), _template(path, text, sections))


def shipped_settings(folder: Path) -> Settings:
    """Without a file: everything as shipped, data in `folder`."""
    return Settings(Sections(), folder, None)


def _read(path: Path) -> str:
    try:
        # Windows editors put a mark before UTF-8.
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        remedy = "no such file; start where it lies, or name it with --config FILE"
    except UnicodeDecodeError:
        remedy = "not UTF-8; save it again as UTF-8 text"
    except OSError as error:
        remedy = f"cannot be read ({error.strerror}); mend its rights, or name another file"
    raise StartError(f"{path}: {remedy}")


def _parse(path: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        what = _PLACE.sub("", str(error)).replace("\n", " ")
        line, column = place.groups() if place else (None, None)
        where = f"{path} line {line}, column {column}" if line else str(path)
    raise StartError(f"{where}: not TOML ({what}); mend or take out this line")


def _check(path: Path, text: str, raw: dict[str, object]) -> Sections:
    try:
        return Sections.model_validate(raw)
    except ValidationError as error:
        line = fault_line(path, text, error, Sections)
    # Outside of the handler: the error's own text would show what was typed, secrets included.
    raise StartError(line)


def _folder(path: Path, text: str, sections: Sections) -> Path:
    said = sections.storage.directory
    folder = path.absolute().parent / Path(said).expanduser()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        remedy = f"cannot write there ({error.strerror}); name a folder that this account may use"
    key = ("storage", "directory")
    raise StartError(fault(path, line_of(text, key), ".".join(key), written(said), remedy))


def _template(path: Path, text: str, sections: Sections) -> Path | None:
    said = sections.report.template
    if said is None:
        return None
    template = path.absolute().parent / Path(said).expanduser()
    if template.is_file() and template.suffix.lower() == ".docx":
        return template
    remedy = "no such Word template; name a .docx file, or take the key out for the shipped one"
    key = ("report", "template")
    raise StartError(fault(path, line_of(text, key), ".".join(key), written(said), remedy))
