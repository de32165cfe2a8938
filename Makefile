# Jejak: one command for each thing one does here. GNU make and any Python >= 3.11; everything else goes into .venv.
# Every package comes from the lock by its hash. Windows without make: see README.md.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# Tests wait for processes and browsers half of their time: a worker more than there are cores, but not more than four.
WORKERS ?= $(shell $(BIN)/python -c "import os; print(min(4, (os.cpu_count() or 1) + 1))" 2>/dev/null || echo 3)
ARGS ?=
UV ?= $(firstword $(wildcard $(BIN)/uv) uv)
LOCK := $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--python-version 3.11 --custom-compile-command "make lock" --extra build

.PHONY: help up demo distrik test torture check bench angka docs lock clean

help: ## show this list
	@echo "Jejak: jejak berkas rekam medis."
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

$(BIN)/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making $(VENV) with $$("$$python" --version)"; \
			"$$python" -m venv $(VENV) && exit 0; \
			rm -rf $(VENV); \
			echo "Python has no working venv module. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; \
		fi; \
	done; \
	echo "Jejak needs Python 3.11 or newer and found none (python3 is: $$(python3 --version 2>&1 || true))." >&2; \
	echo "Install one, or name it: make PYTHON=/path/to/python3.12 up" >&2; exit 1

# A stamp is as old as the lock it was installed from: a second call costs nothing.
$(VENV)/up.stamp: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Jejak runs on (requirements.lock)"
	@$(PIP) install -qq --require-hashes -r requirements.lock
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Jejak is tested with (requirements-dev.lock)"
	@$(PIP) install -qq --require-hashes -r requirements-dev.lock
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/up.stamp

up: $(VENV)/up.stamp ## set up, and run the whole of Jejak with a sample facility on http://127.0.0.1:8080
	@echo "To watch one day of a Puskesmas pass by on the board: make demo, in another terminal."
	@exec $(BIN)/jejak up --contoh $(ARGS)

demo: $(VENV)/up.stamp ## play one working day of a Puskesmas on the Jejak that is running
	@exec $(BIN)/jejak demo $(ARGS)

distrik: $(VENV)/up.stamp ## run a sample district on this machine: two Puskesmas, a hospital, two levels of Dinkes with hubs
	@exec $(BIN)/jejak distrik $(ARGS)

test: $(VENV)/dev.stamp ## set up, and run the tests (ARGS="-k name" to choose)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

torture: $(VENV)/dev.stamp ## kill, cut and lie to Jejak for a long time and check what is left (writes report/torture/report.json)
	@$(BIN)/python -m tests.torture $(ARGS)

check: $(VENV)/dev.stamp ## style, types and the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tests bench
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp ## measure everything beside its floor, 15 minutes (ARGS="orm alur", --ringkas, --lanjut)
	@$(BIN)/python -m bench $(ARGS)

angka: $(VENV)/dev.stamp ## publish the reports in docs/bukti and put their figures into the READMEs
	@$(BIN)/python -m bench.angka

docs: $(VENV)/dev.stamp ## make the generated documents again
	$(BIN)/python -m engine.drawing
	$(BIN)/python -m web.documents
	$(BIN)/python -m workers.asyncapi

lock: ## write both locks from pyproject.toml (needs uv; ARGS=--upgrade chooses newer versions)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	$(LOCK) $(ARGS) --output-file requirements.lock pyproject.toml
	$(LOCK) $(ARGS) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean: ## remove what was made here, but never data/
	rm -rf $(VENV) report .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
