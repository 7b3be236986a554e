"""Messages as the timeline prints them: whole, but for what would only be long."""

import re

from bot.channels.memory import Sent

# Typed choices stand a line each, then how to choose.
_CHOICES = re.compile(r"(?:\n\n|^)((?:\d+\. [^\n]*\n)+)([^\n]*)$")
_LINK = re.compile(r"(https://\S{45})\S+")


def text_of(sent: Sent) -> str:
    """Links cut short, and typed choices on one line."""
    text = _LINK.sub(r"\1…", sent.part.text)
    return _CHOICES.sub(lambda found: "\n" + "  ".join(found[0].split("\n")).strip(), text)


def labels_of(sent: Sent) -> str:
    return " ".join(f"[{button.label}]" for button in sent.part.buttons)
