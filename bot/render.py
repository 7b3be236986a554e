"""Replies into words: every sentence stands in templates/messages/."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.wording import FILTERS
from domain.messages import Choice, Reply

FOLDER = Path(str(files("templates"))) / "messages"
DeepLink: TypeAlias = Callable[[str], str | None]
NO_LINKS: Mapping[str, DeepLink] = {}
"""Without a channel that has links, a code is typed."""


def no_upload_link(person: str) -> None:
    """Without pages, files are sent in the conversation."""
    return None


class Renderer:
    """Draws replies and labels."""

    def __init__(
        self, links: Mapping[str, DeepLink] = NO_LINKS, upload_link: DeepLink = no_upload_link
    ) -> None:
        """`links` make the link that joins by a code, by channel; only a running channel knows
        its own. `upload_link` is of a person's code."""
        self._environment = _environment(links)
        self._environment.filters["upload_link"] = upload_link
        self._labels = {name: self._template(text) for name, text in _label_texts().items()}

    def text(self, reply: Reply) -> str:
        data = {"salute": None, **_plain(reply.data)}
        words = self._environment.get_template(reply.template).render(data).strip()
        if data["salute"]:
            salute = self._environment.get_template("salute.j2").render(data).strip()
            return f"{salute}\n{words}"
        return words

    def label(self, choice: Choice) -> str:
        return self._labels[choice.label].render(_plain(choice.data)).strip()

    def templates(self) -> Iterator[Template]:
        """Every template, read and checked; raises TemplateError for a faulty one."""
        for name in self._environment.list_templates(extensions=["j2"]):
            yield self._environment.get_template(name)

    def _template(self, text: str) -> Template:
        return self._environment.from_string(text)


def _plain(data: Mapping[str, object]) -> dict[str, object]:
    """Dates as the JSON they will be, whether or not the reply was stored before."""
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in data.items()
    }


def _environment(links: Mapping[str, DeepLink]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 (plain text, no markup)
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters.update(FILTERS)
    environment.filters["join_links"] = partial(_join_links, links)
    return environment


def _join_links(links: Mapping[str, DeepLink], code: str) -> list[tuple[str, str]]:
    """(channel, address) for each that can be joined by a link now."""
    made = [(channel, link(code)) for channel, link in links.items()]
    return [(channel, url) for channel, url in made if url is not None]


@cache
def _label_texts() -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted((FOLDER / "labels").glob("*.toml")):
        for name, text in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name in texts:
                raise ValueError(f"the label {name} stands in two files")
            texts[name] = text
    return texts
