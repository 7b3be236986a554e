"""Every error of ours. What a person should know carries the template of its words."""


class TiendoError(Exception):
    """Base of all our errors."""


class DomainError(TiendoError):
    """Something the person should know; `data` fills the template."""

    template = "errors/generic.j2"

    def __init__(self, **data: object) -> None:
        super().__init__(self.template)
        self.data = data


class NotAllowed(DomainError):
    template = "errors/not_allowed.j2"


class StaleEdit(DomainError):
    """Somebody else wrote first; `data` holds the newer text."""

    template = "errors/stale_edit.j2"


class NewerVersion(DomainError):
    """The unit sent again after what was seen: `version` that stands now."""

    template = "errors/newer_version.j2"


class NothingSuch(DomainError):
    """A unit, period or person that does not exist; `data` holds `what` was asked for."""

    template = "errors/nothing_such.j2"


class WrongState(DomainError):
    """What was asked does not fit the submission's or period's state."""

    template = "errors/wrong_state.j2"


class SendError(TiendoError):
    """What a messenger did. `permanent`: it will never succeed; `doubtful`: it may have arrived;
    `retry_after`: seconds the messenger asks us to wait for this chat."""

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        doubtful: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.doubtful = doubtful
        self.retry_after = retry_after


class StartError(TiendoError):
    """A mistake of the installation; its one line names what to change and where."""
