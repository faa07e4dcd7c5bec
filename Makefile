# Two commands do all set-up: `make lab` opens the course, `make test` passes the tests.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)

# A browser is opened where there is a screen; root (a container) is allowed.
LAB_OPTIONS := --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/labs
LAB_OPTIONS += $(if $(filter 0,$(shell id -u)),--allow-root)
LAB_OPTIONS += $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname)),,--no-browser)

.PHONY: lab test torch labs bench clean

lab: $(VENV)/.lab
	$(BIN)/jupyter lab $(LAB_OPTIONS)

test: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 --dist loadfile $(PYTEST)

# PyTorch, for lab 4: several GB with CUDA, unless a CPU build is there already (README).
torch: $(VENV)/.torch

# Build the student version of every lab from its source.
labs: $(VENV)/.lab
	$(BIN)/micrograd-edu build

bench: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python benchmarks/engine.py
	$(BIN)/python benchmarks/tensor.py
	$(BIN)/python benchmarks/grading.py
	$(BIN)/python benchmarks/views.py

clean:
	rm -rf $(VENV)

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "This course needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Name another: make lab PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' || \
	  { echo "Python's venv module is incomplete here. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.lab: $(VENV)/.venv pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[lab]'
	@command -v dot > /dev/null || echo "Graphviz's dot is not installed: graphs are drawn by its WebAssembly build instead."
	touch $@

$(VENV)/.torch: $(VENV)/.venv
	$(BIN)/python -c 'import torch' 2> /dev/null || $(BIN)/python -m pip install --quiet torch==2.13.0
	touch $@

$(VENV)/.test: $(VENV)/.torch $(VENV)/.lab
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@command -v chromium > /dev/null || echo "No chromium here: the browser tests will be skipped (apt install chromium)."
	touch $@

# The kill table in full: 20 challenge seeds instead of 2, then mutants of every reference solution. Takes a while.
.PHONY: kill-table
kill-table: $(VENV)/.test
	KILL_TABLE_SEEDS=20 $(BIN)/python -m pytest -n 2 tests/test_kill_table.py
	cd tests && ../$(BIN)/python mutation.py
