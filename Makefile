# Everything from one word. Each target sets up what it needs; nothing is installed outside .venv.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run demo test bench layout importer lock clean

# The first Python that is new enough; another one: make PYTHON=/path/to/python3
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	{ echo "$$each"; break; }; done)
UV ?= uv
BIN := .venv/bin
READY := .venv/.ready

help:
	@echo "make run     the bot; where nothing is set up yet, a trial in the browser"
	@echo "make demo    a whole reporting period in seconds; the report is left in out/"
	@echo "make test    lint, types, import directions, tests"
	@echo "make bench   how fast it is, against plain baselines; make bench JSON=--json for programs"
	@echo "make layout  measures the report's pages with a ruler (needs LibreOffice, poppler-utils)"
	@echo "make importer  docs/importer.md again: what the importer finds in the documents of ../shared"
	@echo "make lock    write requirements.lock again from pyproject.toml (needs uv)"
	@echo "make clean   remove what the other targets made, never the data in var/"

run: $(READY)
	@exec $(BIN)/tiendo run

demo: $(READY)
	@$(BIN)/tiendo demo --out out

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadfile

bench: $(READY)
	@$(BIN)/python -m benchmarks $(JSON)

layout: $(READY)
	@$(BIN)/python -m tests.documents.report.ruler

importer: $(READY)
	@$(BIN)/python -m tests.documents.plan.measure

lock:
	@command -v $(UV) >/dev/null || { \
		echo "uv is missing: pip install uv, or make lock UV=/path/to/uv" >&2; exit 1; }
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --no-emit-index-url --extra dev pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Made again when the locked versions change. The program itself is not installed but found by a
# .pth file, so that an edit counts at once and no build tool is needed.
$(READY): requirements.lock
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11 or newer is missing: apt install python3 python3-venv" >&2; exit 1; fi
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up .venv (once; about a minute)"
	@"$(PYTHON)" -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --requirement requirements.lock
	@$(BIN)/python -c 'import pathlib, sysconfig; \
		place = pathlib.Path(sysconfig.get_path("purelib"), "tiendo.pth"); \
		place.write_text(str(pathlib.Path.cwd()) + "\n", encoding="utf-8")'
	@printf '#!/bin/sh\nexec "%s/python" -m bot "$$@"\n' "$(CURDIR)/$(BIN)" > $(BIN)/tiendo
	@chmod +x $(BIN)/tiendo
	@touch $(READY)
