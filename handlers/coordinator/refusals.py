"""Why an order is not carried out, each with the template of its words."""

from domain.errors import DomainError, NothingSuch, WrongState


class NoPeriod(WrongState):
    """There is no period yet that an order could be about."""

    template = "errors/no_period.j2"


class PeriodClosed(WrongState):
    """The period is not open: `period` (code), `state`."""

    template = "errors/period_closed.j2"


class PeriodCannot(WrongState):
    """`order` does not fit the period's state: `period`, `state`."""

    template = "errors/period_cannot.j2"


class UnitCannot(WrongState):
    """`order` does not fit the state of the unit's submission: `unit` (name), `state`."""

    template = "errors/unit_cannot.j2"


class NothingToDo(WrongState):
    """No unit is in a state that `order` is about."""

    template = "errors/nothing_to_do.j2"


class NotInRoster(NothingSuch):
    """The unit does not report in this period: `unit` (name), `period` (code)."""

    template = "errors/not_in_roster.j2"


class NoReport(WrongState):
    """Nothing has been compiled for the period: `period` (code)."""

    template = "errors/no_report.j2"


class NotIssued(WrongState):
    """The period's report was not issued: its plan may still change. `period` (code)."""

    template = "errors/not_issued.j2"


class NotInReport(WrongState):
    """The version holds nothing of a unit that had not sent: `unit` (name), `version`."""

    template = "errors/not_in_report.j2"


class NoHeading(NothingSuch):
    """The report has no heading of that `number`."""

    template = "errors/no_heading.j2"


class ReportCannot(WrongState):
    """`order` does not fit the report's state: `version`, `state`, `number`."""

    template = "errors/report_cannot.j2"


class RewritingGone(WrongState):
    """The heading's text is not (`dropped`), or is still, a person's: `title`."""

    template = "errors/rewriting_gone.j2"


class RequestGone(WrongState):
    """The request for more time was answered, or the submission sent: `unit`."""

    template = "errors/request_gone.j2"


class DueNotUnderstood(DomainError):
    """What was typed is no single day."""

    template = "errors/due_not_understood.j2"


class DueInThePast(DomainError):
    """The day typed is over: `until` (ISO)."""

    template = "errors/due_in_the_past.j2"


class DueNotLater(DomainError):
    """More time that is not more: `until`, `due` (ISO)."""

    template = "errors/due_not_later.j2"


class TypoNotUnderstood(DomainError):
    """A correction must be "wrong -> right" with the wrong words standing in the text once."""

    template = "errors/typo_not_understood.j2"


class NumberNotSound(DomainError):
    """The document number or date has faults: `flags` of understand("reference")."""

    template = "errors/number_not_sound.j2"


class NameNotUnderstood(DomainError):
    """What was typed is no name of a person."""

    template = "errors/invited_name.j2"


class NotAUnit(NothingSuch):
    """No programme knows the unit: `what`."""
