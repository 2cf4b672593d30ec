# Two commands do everything on a fresh machine with Python 3.11+, make and git:
#   make report   one authority's report, from the bundled facts or from your documents
#   make test     every check

AUTHORITY ?= Sheffield
CORPUS ?=
THEMES ?=
OPTIONS ?=
CORRECTIONS ?= $(wildcard data/corrections.csv)
PYTHON ?= python3
BIN := .venv/bin
INGEST = $(BIN)/ofsted-trends ingest "$(CORPUS)" --out data/frame $(if $(THEMES),--themes "$(THEMES)") $(if $(CORRECTIONS),--corrections "$(CORRECTIONS)")
SLUG = $(shell printf '%s' "$(AUTHORITY)" | tr '[:upper:]' '[:lower:]' | sed 's/[^a-z0-9]\{1,\}/-/g; s/^-//; s/-$$//')

.DEFAULT_GOAL := help
.PHONY: help report site test lab ingest facts lint benchmarks clean

help:
	@echo 'make report AUTHORITY="Sheffield"                one authority, from the bundled facts'
	@echo 'make report AUTHORITY="Sheffield" CORPUS=folder  the same with the sentences of your documents'
	@echo 'make site                                        a site of all authorities, in site/; with CORPUS of yours'
	@echo 'make ingest CORPUS=folder                        documents to data/frame/*.parquet'
	@echo 'make facts CORPUS=folder                         the bundled facts in data/facts'
	@echo 'make lab                                         JupyterLab on the notebooks'
	@echo 'make test                                        every check'

.venv/.run: requirements/run.txt pyproject.toml
	@test -d .venv || $(PYTHON) -m venv .venv
	@echo 'Setting up (the first time takes a few minutes) …'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: .venv/.run requirements/test.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

report: .venv/.run
ifneq ($(CORPUS),)
	@$(INGEST)
	@$(BIN)/ofsted-trends render authority_timeline -p authority="$(AUTHORITY)" -p corpus="$(CURDIR)/data/frame" --out "reports/$(SLUG).html"
else
	@$(BIN)/ofsted-trends render authority_timeline -p authority="$(AUTHORITY)" --out "reports/$(SLUG).html"
endif

site: .venv/.run
ifneq ($(CORPUS),)
	@$(INGEST)
	@$(BIN)/ofsted-trends site --out site --corpus data/frame $(OPTIONS)
else
	@$(BIN)/ofsted-trends site --out site $(OPTIONS)
endif

ingest: .venv/.run
	@test -n "$(CORPUS)" || { echo 'Say which documents: make ingest CORPUS=folder' >&2; exit 2; }
	@$(INGEST)

facts: .venv/.run
	@test -n "$(CORPUS)" || { echo 'Say which documents: make facts CORPUS=folder' >&2; exit 2; }
	@$(BIN)/ofsted-trends facts "$(CORPUS)" --out data/facts

lab: .venv/.run
	@$(BIN)/jupyter lab notebooks

lint: .venv/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: lint
	@$(BIN)/python -m pytest -q --doctest-modules src
	@$(BIN)/python -m pytest -n auto

benchmarks: .venv/.test
	@for script in tests/benchmarks/bench_*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

clean:
	rm -rf .venv reports site data/frame
