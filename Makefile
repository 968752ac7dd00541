# Wortlaut. On a fresh machine: Python 3.11 or newer, git, make; nothing else by hand.
#
#   make demo    install into .venv, analyse the examples, build a small corpus, search it
#   make help    everything there is

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh

VENV ?= .venv
BUILD ?= build
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
DEMO := $(BUILD)/demo
WORTLAUT := $(BIN)/wortlaut

# The interpreter for .venv: `make PYTHON=/path/to/python3.12 demo` overrules the search.
PYTHON ?=
CANDIDATES := $(if $(PYTHON),$(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1#\2/p' $(MAKEFILE_LIST) | awk -F'#' '{printf "%-18s %s\n", $$1, $$2}'

# ------------------------------------------------------------------------------ installing
$(BIN)/python:
	@found=; for p in $(CANDIDATES); do \
	  if "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$p; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "make: no Python 3.11 or newer among: $(CANDIDATES)" >&2; \
	  echo "      install one, or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$("$$found" --version)"; \
	"$$found" -m venv $(VENV) || { \
	  rm -rf $(VENV); \
	  echo "make: $$found cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

# One stamp per set of dependencies: a second call finds it and installs nothing.
$(VENV)/.pip: | $(BIN)/python
	@$(PIP) install -qq --upgrade pip
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.pip
	@echo "Installing wortlaut (a minute or two on the first call)"
	@$(PIP) install -qq --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.pip
	@echo "Installing wortlaut and its development tools (a few minutes on the first call)"
	@$(PIP) install -qq --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.web: pyproject.toml $(VENV)/.pip
	@echo "Installing wortlaut with its server (a minute or two on the first call)"
	@$(PIP) install -qq --editable '.[web,charts]'
	@touch $@ $(VENV)/.installed

$(VENV)/.train: pyproject.toml $(VENV)/.pip
	@echo "Installing wortlaut and what training needs (PyTorch; several minutes)"
	@$(PIP) install -qq --editable '.[train]'
	@touch $@ $(VENV)/.installed

$(VENV)/.bench: pyproject.toml $(VENV)/.pip
	@echo "Installing wortlaut and spaCy to compare with"
	@$(PIP) install -qq --editable '.[bench]'
	@touch $@ $(VENV)/.installed

install: $(VENV)/.installed  ## the package, in .venv
dev: $(VENV)/.dev            ## the package with everything that tests and checks need

# ----------------------------------------------------------------------------------- using
EXAMPLES := $(sort $(wildcard examples/articles/*.txt))

demo: $(VENV)/.installed  ## analyse the examples: two as tables, all as a page and as a corpus
	@BIN=$(BIN) DEMO=$(DEMO) sh examples/demo.sh $(EXAMPLES)

CORPUS ?= $(DEMO)/demo.db
serve: $(VENV)/.web  ## a corpus in the browser: make serve CORPUS=news.db; the demo's unless given
	@test -e $(CORPUS) || BIN=$(BIN) DEMO=$(DEMO) sh examples/demo.sh $(EXAMPLES) >/dev/null
	@$(WORTLAUT) serve --corpus $(CORPUS) $(ARGS)

# --------------------------------------------------------------------------------- working
test: $(VENV)/.dev  ## all tests; ARGS='-k corpus' passes options to pytest
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.dev  ## formatting, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.bench  ## speed and memory on one core, beside spaCy; ARGS=--json for a program
	@$(BIN)/python benchmarks/speed.py $(ARGS)

MADE := $(BUILD)/made.db
bench-serve: $(VENV)/.dev  ## the workbench over 100,000 statements, 8 clients at once; ARGS=--check
	@mkdir -p $(BUILD)
	@$(BIN)/python benchmarks/serve.py $(MADE) $(ARGS)

DATA ?= ../shared/data
MODEL ?= all
RUNS ?= runs
train: $(VENV)/.train  ## the shipped models anew, from the data folder; wants a GPU; MODEL=de-open for one
	@test -d $(DATA) || { echo "make: no data in $(DATA); name the folder: make train DATA=…" >&2; exit 1; }
	@$(BIN)/python training/run.py --data $(DATA) --runs $(RUNS) --model $(MODEL)

wheel: $(VENV)/.dev  ## the wheel, in dist/
	@rm -rf dist
	$(BIN)/python -m build --wheel

clean:  ## remove .venv and everything that was built
	rm -rf $(VENV) $(BUILD) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

.PHONY: help install dev demo serve test check bench bench-serve train wheel clean
