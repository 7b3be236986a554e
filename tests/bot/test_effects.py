"""Every effect that a turn can decide is carried out somewhere."""

from typing import get_args

from bot.applying import APPLIERS
from domain.effects import Effect


def test_every_effect_has_its_applier() -> None:
    assert set(APPLIERS) == set(get_args(Effect))
