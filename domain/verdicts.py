"""What a coordinator decided on a block of a proposed plan."""

from enum import StrEnum


class Verdict(StrEnum):
    """What was decided on a block of a proposed plan."""

    PENDING = "pending"
    TAKEN = "taken"
    LEFT_OUT = "left_out"
