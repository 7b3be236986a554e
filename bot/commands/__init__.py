"""The commands of `tiendo`, one module each.

A module's `add_parser` adds the command's arguments and sets `run`, which takes the parsed
arguments and returns the exit code. What is heavy is imported in `run`, so that the other commands
start quickly.
"""
