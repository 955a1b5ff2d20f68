# Two commands are enough: `make run` (the main job) and `make test`. pip suffices; uv is used where it is present.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
# Tests run beside each other on all cores; set WORKERS=0 for one process.
WORKERS ?= auto

ifneq ($(UV),)
INSTALL = $(UV) pip install --quiet --python $(BIN)/python
MAKE_VENV = $(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
else
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
MAKE_VENV = $(PYTHON) -m venv $(VENV)
endif

.PHONY: run serve test check lint types architecture coverage wheel lower-bounds bench stress lock golden clean help

help:  ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本：make PYTHON=python3.12 run"; exit 1; }
	@$(MAKE_VENV)

$(VENV)/.run: $(BIN)/python requirements/run.txt pyproject.toml
	@echo "安装依赖（首次约一分钟）…"
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --no-deps -e .
	@touch $@

$(VENV)/.%: $(VENV)/.run requirements/%.txt
	@$(INSTALL) --require-hashes -r requirements/$*.txt
	@touch $@

run: $(VENV)/.run  ## parse, publish, build profiles, match everything, show three enterprises
	@$(BIN)/policymatch run

serve: $(VENV)/.run  ## the service on the embedded store: pages, /api/v1, /docs
	@$(BIN)/policymatch serve

# The tests of the pages need a Chromium; where there is none and none can be had, they are skipped (never in CI).
BROWSER = for one in chromium chromium-browser google-chrome; do command -v $$one >/dev/null 2>&1 && exit 0; done; \
	$(BIN)/python -m playwright install chromium >/dev/null 2>&1 || echo "没有 Chromium：页面测试将跳过"

test: $(VENV)/.dev  ## the whole suite
	@$(BROWSER)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(PYTEST)

check: lint types architecture coverage wheel  ## everything CI holds beside the tests

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

architecture: $(VENV)/.dev
	@$(BIN)/lint-imports

coverage: $(VENV)/.dev
	@$(BIN)/python -m coverage report --fail-under=85

wheel: $(VENV)/.dev
	@sh scripts/smoke_wheel.sh $(PYTHON) "$(UV)"

lower-bounds: $(VENV)/.dev  ## the lowest versions of pyproject.toml resolve and pass a smoke test (needs uv)
	@sh scripts/smoke_lower_bounds.sh $(PYTHON) "$(UV)"

bench: $(VENV)/.dev $(VENV)/.bench  ## reproducible comparisons, results in docs/
	@$(BIN)/python -m benchmarks

stress: $(VENV)/.dev  ## slow evidence: crash tests, a million pairs, properties on many examples
	@$(BIN)/python -m pytest -m stress
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --hypothesis-profile stress tests/properties

golden: $(VENV)/.run  ## write the golden parses of the shipped policies anew, for review by diff
	@$(BIN)/python tests/policies/regenerate_golden.py

COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate

lock:  ## write the tested versions anew (needs uv)
	@$(COMPILE) pyproject.toml -o requirements/run.txt
	@$(COMPILE) pyproject.toml --all-extras --group dev -c requirements/run.txt -o requirements/dev.txt
	@$(COMPILE) pyproject.toml --all-extras --group bench -c requirements/dev.txt -o requirements/bench.txt

clean:
	rm -rf $(VENV) build dist var .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
