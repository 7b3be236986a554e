"""The words that every report bears, for those who draw the paper without the Word template."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from documents.report.view import View
from documents.report.wording import fill_in, fixed_words


def paper_words(seen: View) -> Mapping[str, str]:
    """The national name, the line for number and date and so on, with this report's values; titles
    of annexes and of their columns as "annex_titles_units", "unit_columns_state".

    Blanks for what is written by hand stay; a lone addressee has a line of its own."""
    named = dict(_flat(fixed_words()))
    if len(seen.receivers) != 1:
        del named["addressee"]
    values = {field.name: getattr(seen, field.name) for field in fields(seen)}
    return {name: fill_in(text, values) for name, text in named.items()}


def _flat(words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, said in words.items():
        if isinstance(said, str):
            yield name, said
        else:
            yield from ((f"{name}_{inner}", text) for inner, text in said.items())
