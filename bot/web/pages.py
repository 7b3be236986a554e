"""Pages drawn from templates/web/: everything that people typed is escaped."""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.wording import FILTERS

FOLDER = Path(str(files("templates"))) / "web"
STATIC = FOLDER / "static"


class Pages:
    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(FILTERS)

    def text(self, template: str, data: Mapping[str, object]) -> str:
        return self._environment.get_template(template).render(data)

    def response(
        self, template: str, data: Mapping[str, object], status: int = 200
    ) -> web.Response:
        return web.Response(
            text=self.text(template, data), status=status, content_type="text/html"
        )


def as_json(value: object, status: int = 200) -> web.Response:
    text = json.dumps(value, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json")
