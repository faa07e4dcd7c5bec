# Two commands do all set-up: `make lab` opens the course, `make test` passes the tests.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SITE := $(VENV)/site
export PATH := $(CURDIR)/$(BIN):$(PATH)

# uv, where it is there, takes a sixth of pip's time. It does not read pip's configuration, so pip has the last word.
UV := $(if $(shell uv --version 2> /dev/null),uv pip install --quiet --python $(BIN)/python)
install = $(if $(UV),$(UV) $(1) 2> /dev/null || )$(BIN)/python -m pip install --quiet $(1)

# A browser is opened where there is a screen; root (a container) is allowed.
LAB_OPTIONS := --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/labs
LAB_OPTIONS += $(if $(filter 0,$(shell id -u)),--allow-root)
LAB_OPTIONS += $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname)),,--no-browser)

# What pip cannot install: Debian's package, and how to see that it is there.
SYSTEM := bubblewrap='command -v bwrap' graphviz='command -v dot' chromium='command -v chromium || command -v chromium-browser || command -v google-chrome'
SYSTEM += libseccomp2='$(PYTHON) -c "import ctypes.util; assert ctypes.util.find_library(\"seccomp\")"'
SYSTEM += python3-venv='$(PYTHON) -c "import ensurepip"'

test: SYSTEM += firefox-esr='command -v firefox-esr || command -v firefox'
site test: SYSTEM += npm='command -v npm'

# The last of JupyterHub's proxy that runs with the Node.js of Debian 12.
PROXY := configurable-http-proxy@4.6.3

.PHONY: lab test quick coverage check system torch labs site bench clean

lab: system $(VENV)/.lab
	$(BIN)/jupyter lab $(LAB_OPTIONS)

test: system $(VENV)/.test $(VENV)/.proxy
	@$(MAKE) --no-print-directory $(VENV)/.site || echo "The site's tools were not installed (they need npm). Going on without."
	$(BIN)/python -m pytest -n 2 --dist loadfile $(PYTEST)

# What answers within two minutes: no sandbox, no browser, and none of the files that run whole notebooks, the kill table, or pip.
SLOW := adding bare_machine bug_hunt build doctor evidence install kill_table labs milestone mutation term three_ways wild
QUICK := $(filter-out $(SLOW:%=tests/test_%.py),$(wildcard tests/test_*.py))
quick: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 -m "not needs" $(QUICK) $(PYTEST)

# How much of the lower floors these reach, with a floor under it (pyproject.toml).
coverage: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 -m "not needs" --cov=micrograd_edu $(QUICK) $(PYTEST)

# What a machine can say about the code without running it. CI runs it first.
check: system $(VENV)/.check
	ruff format --check .
	ruff check .
	lint-imports --no-cache
	mypy
	oxlint --config .oxlintrc.json micrograd_edu/widgets/static micrograd_edu/browser course/site
	codespell

# As root on Debian and Ubuntu (a container) the system's programs are installed; elsewhere you are told how, and it goes on.
system:
	@missing=; for package in $(SYSTEM); do \
	  sh -c "$${package#*=}" > /dev/null 2>&1 || missing="$$missing $${package%%=*}"; done; \
	if [ -z "$$missing" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
	  echo "Installing with apt:$$missing"; export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq; for package in $$missing; do apt-get install -y -qq $$package > /dev/null || \
	    echo "apt did not install $$package. Going on without: what needs it will say so."; done; \
	else echo "Not installed here:$$missing. Going on without; on Debian and Ubuntu: sudo apt install$$missing"; fi

# PyTorch, for lab 4: several GB with CUDA, unless a CPU build is there already (README).
torch: $(VENV)/.torch

# Build the student version of every lab from its source.
labs: $(VENV)/.lab
	$(BIN)/micrograd-edu build

# The course as a site (course/site/README.md): a book, and JupyterLite beside it.
site: system $(VENV)/.site
	$(SITE)/bin/python course/site/build.py dist/site $(SITE_OPTIONS)

bench: $(VENV)/.test $(VENV)/.site
	$(call install,--editable '.[bench]')
	$(BIN)/python benchmarks/engine.py
	$(BIN)/python benchmarks/tensor.py
	$(BIN)/python benchmarks/checks.py
	$(BIN)/python benchmarks/grading.py
	$(BIN)/python benchmarks/views.py
	$(BIN)/python benchmarks/site.py

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
	$(call install,--editable '.[lab]')
	touch $@

$(VENV)/.torch: $(VENV)/.venv
	$(BIN)/python -c 'import torch' 2> /dev/null || $(BIN)/python -m pip install --quiet torch==2.13.0
	touch $@

$(VENV)/.test: $(VENV)/.torch $(VENV)/.lab
	$(call install,--editable '.[test]')
	touch $@

LOCKED := --require-hashes -r course/site/requirements.txt
# What Python in a browser can install: wheels without anything compiled.
PURE := --only-binary :all: --platform any --implementation py --abi none --python-version 3.14
# The site's tools, locked, in an environment of their own: JupyterLite takes every extension that it finds beside it.
$(VENV)/.site: $(VENV)/.venv course/site/requirements.txt course/site/browser.txt course/site/package-lock.json
	$(PYTHON) -m venv $(SITE)
	$(if $(UV),uv pip install --quiet --python $(SITE)/bin/python $(LOCKED) 2> /dev/null ||) $(SITE)/bin/python -m pip install --quiet $(LOCKED)
	cp course/site/package.json course/site/package-lock.json $(SITE)
	npm ci --prefix $(SITE) --ignore-scripts --silent
	rm -rf $(SITE)/wheels
	$(SITE)/bin/python -m pip download --quiet --no-deps --require-hashes $(PURE) -r course/site/browser.txt -d $(SITE)/wheels
	touch $@

# Lock them anew. In a browser there is no terminal, and no server with extensions; names are completed without Jedi (lite.py).
NOT_IN_BROWSER := ipython-pygments-lexers jedi jupyterlab-widgets parso prompt-toolkit wcwidth widgetsnbextension
.PHONY: site-lock
site-lock:
	cd course/site && uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet \
	  requirements.in -o requirements.txt
	cd course/site && uv pip compile --python-platform wasm32-pyodide2024 --python-version 3.14 --only-binary :all: --generate-hashes \
	  $(NOT_IN_BROWSER:%=--no-emit-package %) --no-annotate --no-header --quiet browser.in -o browser.txt
	cd course/site && npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved

# Where it cannot be installed, the tests of the hub say so.
$(VENV)/.proxy: $(VENV)/.venv
	@npm install --silent --ignore-scripts --global --prefix $(VENV) $(PROXY) && touch $@ || \
	  echo "npm did not install JupyterHub's proxy. Going on without."

$(VENV)/.check: $(VENV)/.test
	$(call install,--editable '.[check]')
	touch $@

# The kill table in full: 20 challenge seeds instead of 2; every row through the real grading, sandbox and all, and 20 of a lab
# in two more ways; then mutants of every reference solution. Takes hours.
.PHONY: kill-table
kill-table: $(VENV)/.test
	KILL_TABLE_SEEDS=20 $(BIN)/python -m pytest -n 2 tests/test_kill_table.py
	KILL_TABLE_SUBMISSIONS=20 $(BIN)/python -m pytest -n 2 tests/test_three_ways.py
	cd tests && ../$(BIN)/python mutation.py
