"""Loads what a handler may know: papers, boards, and what a turn looks up.

Its modules are imported one by one: a glance at a board needs no understanding of sentences.
"""
