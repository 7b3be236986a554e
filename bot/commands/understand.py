"""`tiendo understand`: what the bot makes of a message, for "why did it not understand me"."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `understand STEP TEXT [--context JSON]` and `understand -` (JSON lines)."""
    parser = subparsers.add_parser(
        "understand",
        help="print what a message is understood as",
        description="Print what a message is understood as, as one JSON object. "
        'With "-": JSON lines {"step", "text", "context"} in, JSON lines out.',
    )
    parser.add_argument("step", metavar="STEP", help='"-" or a step, such as status')
    parser.add_argument("text", metavar="TEXT", nargs="?", help="the message")
    parser.add_argument("--context", metavar="JSON", default="{}", help="what is known, as JSON")
    parser.add_argument("--json", action="store_true", help="print JSON: it always does")
    parser.set_defaults(run=run, misused=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """0 when something was understood, 1 with one line on standard error when refused."""
    if arguments.step == "-" and arguments.text is None:
        for answer in answers(sys.stdin):
            _write(answer)
        return 0
    _check_usage(arguments)
    try:
        _write(_answer(arguments.step, arguments.text, json.loads(arguments.context)))
    except ValueError as refusal:
        sys.stderr.write(_refusal(refusal) + "\n")
        return 1
    return 0


def _check_usage(arguments: argparse.Namespace) -> None:
    """Ends with the usage and exit code 2 for a step that does not exist, or no text."""
    from domain.understanding import STEPS

    if arguments.step not in STEPS:
        arguments.misused(f"no step {arguments.step}; the steps are {', '.join(STEPS)}")
    if arguments.text is None:
        arguments.misused(f"TEXT is missing behind {arguments.step}")


def answers(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """What each JSON line is understood as; a broken line gives `{"error": …}` and no stop."""
    for line in lines:
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            if not isinstance(asked, dict):
                raise ValueError("the line is no JSON object")
            yield _answer(asked.get("step"), asked.get("text"), asked.get("context"))
        except (ValueError, RecursionError) as refusal:
            yield {"error": _refusal(refusal)}


def _answer(step: object, text: object, context: object) -> dict[str, object]:
    if not isinstance(step, str) or not isinstance(text, str):
        raise ValueError("step and text must be strings")
    if context is not None and not isinstance(context, dict):
        raise ValueError("the context is no JSON object")
    from domain.understanding import understand

    return understand(step, text, context).as_json()


def _refusal(refusal: Exception) -> str:
    if isinstance(refusal, json.JSONDecodeError):
        return f"not JSON: {refusal}"
    return " ".join(str(refusal).split())


def _write(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()
