"""The words that every report bears, for those who draw the paper without the Word template."""

from collections.abc import Mapping
from dataclasses import fields

from documents.report.view import View
from documents.report.wording import fill_in, fixed_words


def paper_words(seen: View) -> Mapping[str, str]:
    """The national name, the line for number and date, titles of the annex's columns ("column_…")
    and so on, with this report's values. Blanks for what is written by hand stay;
    a lone addressee has a line of its own."""
    words = fixed_words()
    columns = words.pop("columns")
    if len(seen.receivers) != 1:
        del words["addressee"]
    named = words | {f"column_{name}": text for name, text in columns.items()}
    values = {field.name: getattr(seen, field.name) for field in fields(seen)}
    return {name: fill_in(text, values) for name, text in named.items()}
