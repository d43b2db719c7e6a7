# Everything that is done with this checkout. `make help` lists it.
# Needs Python 3.11 or newer with pip; a server, a browser or a compiler are not needed for `make demo`.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo test lint format lock environment development

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: environment ## Fill a demo and serve it at http://127.0.0.1:8000 (PORT=, NIC_DATA_DIR=, DATA=folder of attendance files)
	@PORT=$(PORT) DATA="$(DATA)" exec $(RUN) scripts/demo.py

test: development ## Run every test: on SQLite, on PostgreSQL and in a browser where they are found (ARGS= goes to pytest)
	@exec $(RUN) scripts/test.py $(ARGS)

lint: development ## Check style, types, the floors of the house and the templates
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djlint templates --lint --quiet

format: development ## Lay out the Python code
	$(VENV)/bin/ruff check --fix-only .
	$(VENV)/bin/ruff format .

lock: development ## Pin every dependency anew from the ranges in pyproject.toml
	@$(RUN) scripts/lock.py

environment:
	@$(PYTHON) scripts/environment.py requirements.lock

development:
	@$(PYTHON) scripts/environment.py requirements-dev.lock
