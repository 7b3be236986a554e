"""What goes to the process that uses an office's template, and what comes back: JSON alone."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from documents.report.findings import Finding, Level
from documents.report.view import View
from documents.report.wording import clean

_VIEW = TypeAdapter(View)
NO_PHOTOS: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Request:
    """Without a view the template is to be checked, with one it is to be filled. `photos` as
    `write_docx` takes them."""

    template: bytes
    seen: View | None = None
    photos: Mapping[str, bytes] = field(default_factory=lambda: NO_PHOTOS)


def pack_request(request: Request) -> bytes:
    photos = {name: b64encode(photo).decode() for name, photo in request.photos.items()}
    template = b64encode(request.template).decode()
    return _packed({"template": template, "view": _plain(request.seen), "photos": photos})


def unpack_request(packed: bytes) -> Request:
    told = json.loads(packed)
    seen = _VIEW.validate_python(told["view"]) if told["view"] is not None else None
    photos = {name: b64decode(photo) for name, photo in told["photos"].items()}
    return Request(b64decode(told["template"]), seen, photos)


def pack_findings(findings: Sequence[Finding]) -> bytes:
    return _packed({"findings": [_plain(finding) for finding in findings]})


def pack_docx(docx: bytes) -> bytes:
    return _packed({"docx": b64encode(docx).decode()})


def unpack_answer(answer: bytes) -> bytes | tuple[Finding, ...]:
    """The document, or what was found. Raises ValueError and KeyError for anything else."""
    told = json.loads(answer)
    if "docx" in told:
        return b64decode(told["docx"])
    return tuple(
        Finding(Level(each["level"]), str(each["kind"]), {k: str(v) for k, v in each["data"]})
        for each in told["findings"]
    )


def _packed(value: object) -> bytes:
    return json.dumps(value).encode("ascii")


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return list(value.items())
    # What paper cannot hold, half a letter for instance, JSON cannot carry either.
    return clean(value)
