# Everything a newcomer needs: make demo, make services (once), make test, make accuracy, make lint,
# make docs, make bench.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOOLS := .venv-tools

.PHONY: demo services test accuracy docs lint kill-test bench wheel clean

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "gongkai needs Python 3.11 or newer; try make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[browser,dev,postgresql]'
	touch $@

demo: $(VENV)/.installed
	$(BIN)/gongkai demo

services:
	tests/services.sh

$(TOOLS)/.installed: tests/interop/tools.txt
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/pip install --quiet --disable-pip-version-check --requirement $< && touch $@ || \
	  echo "the tools of tests/interop cannot be installed: its tests will be skipped" >&2

test: $(VENV)/.installed $(TOOLS)/.installed services
	$(BIN)/pytest --numprocesses auto

docs: $(VENV)/.installed
	$(BIN)/python -m docs.contract

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

accuracy: $(VENV)/.installed
	$(BIN)/python -m tests.accuracy

kill-test: $(VENV)/.installed
	$(BIN)/python -m tests.crawler.killing

bench: $(VENV)/.installed $(TOOLS)/.installed
	$(BIN)/python -m bench

wheel: $(VENV)/.installed
	$(BIN)/python -m build --wheel

clean:
	rm -rf $(VENV) $(TOOLS) build dist *.egg-info
