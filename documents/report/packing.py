"""What goes to the process that uses an office's template, and what comes back: JSON alone."""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import TypeAdapter

from documents.report.findings import Finding, Level
from documents.report.view import View
from documents.report.wording import clean

_VIEW = TypeAdapter(View)


def pack_request(template: bytes, seen: View | None) -> bytes:
    """Without a view the template is to be checked, with one it is to be filled."""
    return _packed({"template": b64encode(template).decode(), "view": _plain(seen)})


def unpack_request(request: bytes) -> tuple[bytes, View | None]:
    told = json.loads(request)
    seen = _VIEW.validate_python(told["view"]) if told["view"] is not None else None
    return b64decode(told["template"]), seen


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
