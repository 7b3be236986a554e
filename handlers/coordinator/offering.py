"""A message with the choices that go with it."""

from domain.messages import Choice, Reply


def offer(template: str, *choices: Choice, **data: object) -> Reply:
    return Reply(template, data, choices)
