"""Slow work that could not be done: said to the person who waits for it."""

from collections.abc import Mapping
from datetime import datetime

from domain.conversation import Event, JobFailed, Session, Turn
from domain.facts import Facts
from domain.messages import Choice, Reply
from handlers.contract import Handler, say
from handlers.coordinator.compiling import compile_failed, forms_failed


def job_failed(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    assert isinstance(event, JobFailed)
    return _BY_KIND.get(event.kind, _file_failed)(session, event, facts, now)


def _file_failed(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    return say(session, "failures/file.j2")


def _press_failed(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    return Turn(session, (Reply("failures/press.j2", {}, (Choice("menu|overview", "overview"),)),))


def _plan_failed(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    again = Choice("import_plan", "import_another")
    return Turn(session, (Reply("failures/plan.j2", {}, (again,)),))


_BY_KIND: Mapping[str, Handler] = {
    "CompileReport": compile_failed,
    "FetchFile": _file_failed,
    "Press": _press_failed,
    "ProposeNext": _plan_failed,
    "ReadPlan": _plan_failed,
    "TakeExtract": forms_failed,
    "WriteIssued": forms_failed,
}
