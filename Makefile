# Everything a fresh machine with Python 3.11+ and make needs. `make demo` first, `make test` before a change goes in.
# Other folders and tools: make VENV=/tmp/e8 PYTHON=python3.13 EIGHTK_CORPUS=../filings test

VENV ?= .venv
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY := $(BIN)/python
PEERS ?= $(VENV)-peers
ARELLE ?= $(VENV)-arelle
JOBS ?= 2

# Real filings are not part of the repository; what needs them says so and is skipped without them.
EIGHTK_CORPUS ?= $(wildcard ../shared)
export EIGHTK_CORPUS
# The SEC's own validator, where `make arelle` was run: some mutations of a cover are then held against it.
export EIGHTK_ARELLE ?= $(abspath $(wildcard $(ARELLE)/$(notdir $(BIN))/python))
export PIP_DISABLE_PIP_VERSION_CHECK := 1

DEMO := $(VENV)/.eightk-run
DEV := $(VENV)/.eightk-dev
EXAMPLES := examples/1996-pem.txt examples/2003-ascii.txt examples/2008-html.txt examples/2024-ixbrl.txt

.PHONY: demo test lint types unit site test-slow score bench bench-peers arelle pin clean
.DEFAULT_GOAL := demo

demo: $(DEMO)  ## Set up, read an invented report whole and one of each era in a line, keep them and search them; write one from a draft.
	$(BIN)/eightk read examples/2003-ascii.txt
	$(BIN)/eightk read $(EXAMPLES)
	$(BIN)/eightk archive add $(EXAMPLES) --archive build/demo
	$(BIN)/eightk search '"press release" near/30 results' --archive build/demo
	$(BIN)/eightk write examples/drafts/8.01.md -o build/demo-package --as-of 2026-11-20
	@echo; echo "Now your own: $(BIN)/eightk read FILE_OR_FOLDER, or $(BIN)/eightk --help"

test: lint types unit site  ## All that must hold before a change goes in.

lint: $(DEV)
	$(PY) -m ruff check src tests bench

types: $(DEV)
	$(PY) -m mypy --strict src

unit: $(DEV)
	$(PY) -m pytest -q

site: $(DEV)
	$(PY) -m mkdocs build --strict --quiet

test-slow: $(DEV)  ## Fuzz and other long runs.
	$(PY) -m pytest -q -m slow

score: $(DEV)  ## Accuracy against answers given by people.
	@test -d "$(EIGHTK_CORPUS)/filings" || { echo "make score: set EIGHTK_CORPUS to the folder of real filings" >&2; exit 2; }
	@mkdir -p build
	find "$(EIGHTK_CORPUS)/filings" "$(EIGHTK_CORPUS)/seed" -path '*/reference_items' -prune -o \( -name '*.gz' -o -name '*.txt' \) -print0 \
		| sort -z | xargs -0 $(BIN)/eightk read --format jsonl -j $(JOBS) -o build/score.jsonl --errors build/score-errors.txt; test $$? -le 123
	$(PY) "$(EIGHTK_CORPUS)/tools/score.py" build/score.jsonl --json build/score.json

bench: $(DEV)  ## Speed; beside other readers where `make bench-peers` was run.
	$(PY) -m bench --peers $(PEERS)

bench-peers: $(PEERS)/.eightk-peers  ## The other readers, in a virtualenv of their own: hundreds of megabytes.

arelle: $(ARELLE)/.eightk-arelle  ## The SEC's own validator, in a virtualenv of its own: hundreds of megabytes.

pin:  ## Renew the pinned requirements; needs uv on the path.
	requirements/compile

clean:
	rm -rf build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed and none was found; install one, or say make PYTHON=/path/to/python3" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)

$(DEMO): requirements/run.txt pyproject.toml | $(PY)
	$(PY) -m pip install --quiet --require-hashes -r requirements/run.txt
	$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt $(DEMO)
	$(PY) -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(PEERS)/.eightk-peers: requirements/bench.txt
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed" >&2; exit 1; }
	"$(PYTHON)" -m venv $(PEERS)
	$(PEERS)/$(notdir $(BIN))/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	@touch $@

$(ARELLE)/.eightk-arelle: requirements/arelle.txt
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed" >&2; exit 1; }
	"$(PYTHON)" -m venv $(ARELLE)
	$(ARELLE)/$(notdir $(BIN))/python -m pip install --quiet --require-hashes -r requirements/arelle.txt
	@touch $@
