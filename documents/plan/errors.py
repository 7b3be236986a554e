"""Why a plan was not read. Each kind names the template of its words."""

from domain.errors import DomainError


class PlanNotRead(DomainError):
    """The file cannot be opened at all; `data["name"]` is the file's name, here and below."""

    template = "errors/plan_not_read.j2"


class PlanOfOtherType(PlanNotRead):
    """Neither Markdown, plain text nor DOCX."""

    template = "errors/plan_of_other_type.j2"


class PlanEmpty(PlanNotRead):
    template = "errors/plan_empty.j2"


class PlanDamaged(PlanNotRead):
    """A DOCX that does not open, or a text that is not UTF-8 or UTF-16."""

    template = "errors/plan_damaged.j2"


class PlanEncrypted(PlanNotRead):
    template = "errors/plan_encrypted.j2"


class PlanTooLarge(PlanNotRead):
    """`data["limit_mb"]`: the size allowed, whole megabytes."""

    template = "errors/plan_too_large.j2"


class PlanTooHeavy(PlanNotRead):
    """Reading it took more time or memory than any plan does."""

    template = "errors/plan_too_heavy.j2"


class NotAPlan(PlanNotRead):
    """It can be read, but has neither tasks nor headings."""

    template = "errors/plan_without_tasks.j2"
