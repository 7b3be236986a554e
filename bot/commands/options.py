"""Options that several commands share."""

import argparse
from typing import TypeAlias

Parser: TypeAlias = argparse.ArgumentParser
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def add_programme(parser: Parser) -> None:
    parser.add_argument(
        "--programme", metavar="CODE", help="may be left out where there is only one"
    )
