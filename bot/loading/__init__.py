"""Loads what a handler may know: papers, boards, and what a turn looks up."""

from bot.loading.boards import board_of
from bot.loading.facts import load_facts
from bot.loading.look_up import look_up
from bot.loading.papers import paper_of

__all__ = ["board_of", "load_facts", "look_up", "paper_of"]
