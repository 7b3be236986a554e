"""The report as plain text, for chat and for `--form txt`."""

from documents.report.paper_words import paper_words
from documents.report.view import View
from documents.report.wording import fill


def write_parts(seen: View) -> str:
    """Headings and their lines alone, as a message says them: the only numbers that can be typed
    there are those of its choices."""
    return fill("brief.txt.j2", {"parts": seen.parts}).strip()


def write_text(seen: View) -> str:
    """The whole report as plain text; lines are paragraphs, however long."""
    return fill("report.txt.j2", {"report": seen, "words": paper_words(seen)}).strip() + "\n"
