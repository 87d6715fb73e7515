# Every verb starts from a bare machine with Python 3.11 or newer; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help demo test lint fmt bench axe screenshots messages lock clean

# The first Python that really runs and is new enough: version managers leave commands that do not.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
export HOST ?= 127.0.0.1
export PORT ?= 8000

help:  ## list the verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.venv/runtime: requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one with PYTHON=..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the platform ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/development: requirements-dev.txt requirements-oracle.txt | .venv/runtime
	@echo "Installing what tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-oracle.txt
	@touch $@

frontend: .venv/runtime
	@$(BIN)/python participation/common/frontend.py
	@$(BIN)/python -m participation.common.catalogues compile

demo: .venv/runtime frontend  ## install, start, seed and serve the demo city
	@exec $(BIN)/python -m participation.demo

test: .venv/development frontend  ## run the suite (ARGS="tests/proposals -k support" narrows it)
	@$(BIN)/python -m participation.common.chromium
	@$(BIN)/python -m pytest -n $${TEST_WORKERS:-2} --dist loadgroup $(ARGS)

lint: .venv/development frontend  ## ruff, mypy, import-linter, templates, migrations, translations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-logo
	@git ls-files 'templates/*.html' | xargs $(BIN)/djade --target-version 5.2 --check
	@$(BIN)/mypy
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python -m participation.common.catalogues check

fmt: .venv/development  ## put imports and templates in order
	@$(BIN)/ruff check --fix --fixable I,UP,RUF100 --exit-zero --quiet .
	@$(BIN)/ruff format --quiet .
	@git ls-files 'templates/*.html' | xargs $(BIN)/djade --target-version 5.2

bench: .venv/development frontend  ## measure, as a table and as benchmarks/results.json
	@$(BIN)/python -m benchmarks

axe: .venv/development frontend  ## the whole accessibility matrix
	@$(BIN)/python -m participation.common.chromium
	@$(BIN)/python -m pytest tests/browser -m axe -q --axe-full $(ARGS)

screenshots: .venv/development frontend  ## pictures of the main pages into docs/screenshots/
	@$(BIN)/python -m participation.common.chromium
	@$(BIN)/python -m pytest tests/browser/screenshots.py -q

messages: .venv/development  ## bring the translation catalogues up to date
	@$(BIN)/python -m participation.common.catalogues extract

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml
lock: .venv/development  ## compile the locks anew from pyproject.toml
	@$(LOCK) --extra embedded -o requirements.txt
	@$(LOCK) --extra embedded --extra dev -o requirements-dev.txt
	@$(LOCK) --extra production -o requirements-production.txt
	@$(subst pyproject.toml,requirements-oracle.in,$(LOCK)) --no-deps -o requirements-oracle.txt
	@$(LOCK) --extra node --only-extra node -o requirements-node.txt 2>/dev/null || true

clean:  ## remove everything that the other verbs made
	@for mode in "" --fast; do $(BIN)/python -m participation.embedded $$mode stop 2>/dev/null || true; done
	@rm -rf .venv node_modules static/vendor var .mypy_cache .ruff_cache .pytest_cache
