# CityHub's commands. `make` alone says what there is.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
BIN := $(VENV)/bin
APPS := cityhub cityhub/home cityhub/photos cityhub/myshop cityhub/demo shops events \
  publishing publishing/desk publishing/facebook publishing/facebook/sandbox \
  publishing/newsletter publishing/newsletter/mailbox publishing/growth
CATALOGUES := $(foreach app,$(APPS) cityhub/plain,$(wildcard $(app)/locale/*/LC_MESSAGES/*.po))
COMPILED := $(CATALOGUES:.po=.mo)

CODE := cityhub events publishing shops tests manage.py
TEMPLATES = $(shell git ls-files '*.html')
PYTEST = $(PY) -m pytest --numprocesses 2 --dist loadgroup --durations 10

.DEFAULT_GOAL := help
.PHONY: help run test test-services storm spam access check bench guides format constraints messages catalogues

help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/'

run: $(VENV)/run catalogues ## start CityHub with its demonstration town (PORT=8001 for another port)
	@exec $(PY) manage.py hub

test: $(VENV)/develop catalogues ## run every test, browser flows included, without any server
	@$(PY) -m tests.flows.chromium
	@$(PYTEST)

test-services: $(VENV)/develop catalogues ## run every test on PostgreSQL and a TCP broker
	@$(PY) -m tests.flows.chromium
	@$(PY) -m tests.services $(PYTEST) $(TESTS)

storm: $(VENV)/develop catalogues ## kill, lie and jump for half an hour, on SQLite, then on PostgreSQL
	@$(PY) -m tests.faults.storm
	@$(PY) -m tests.services $(PY) -m tests.faults.storm
	@$(PY) -m tests.faults.mail_storm
	@$(PY) -m tests.services $(PY) -m tests.faults.mail_storm

spam: $(VENV)/develop catalogues ## judge a real issue with SpamAssassin and the Nu HTML checker
	@$(PY) -m pytest --quiet --capture no -rs tests/publishing/newsletter/judges.py

access: $(VENV)/develop catalogues ## judge every screen in each language, width and light, with axe-core
	@CITYHUB_EVERY_LOOK=1 $(PY) -m pytest --quiet tests/flows/test_every_screen.py

check: $(VENV)/develop catalogues ## lint, types, import order, migrations, catalogues
	@$(PY) -m tests.check

bench: $(VENV)/develop catalogues ## print measured figures beside their baselines
	@for each in tests/benchmarks/[a-z]*.py; do echo "== $$each"; \
	  $(PY) -m $$(echo $${each%.py} | tr / .) || exit 1; done

guides: $(VENV)/develop catalogues ## photograph the running town and print the guides of both roles
	@$(PY) -m tests.guides

format: $(VENV)/develop ## write code and templates the way the checks want them
	@$(BIN)/ruff format $(CODE) && $(BIN)/ruff check --fix $(CODE)
	@$(BIN)/djade --target-version 5.2 $(TEMPLATES); $(BIN)/djangofmt $(TEMPLATES)

# --- The virtual environment ------------------------------------------------

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "CityHub needs Python 3.11 or newer: PYTHON=python3.12 make run"; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run: requirements.txt constraints.txt | $(PY)
	@echo "Installing what CityHub runs on (about a minute, once) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check \
	  --requirement requirements.txt --constraint constraints.txt
	@touch $@

$(VENV)/develop: requirements-dev.txt constraints.txt | $(VENV)/run
	@echo "Installing what the checks and tests need …"
	@$(PY) -m pip install --quiet --disable-pip-version-check \
	  --requirement requirements-dev.txt --constraint constraints.txt
	@touch $@

constraints: $(VENV)/develop ## pin what the direct dependencies bring along
	@{ echo "# What the direct dependencies bring along; made by make constraints."; \
	  $(PY) -m pip freeze | grep -viE "^($$(grep -hoE '^[a-zA-Z0-9_-]+' requirements*.txt \
	    | sed 's/[-_]/[-_]/g' | paste -sd'|'))==" ; } > constraints.txt

# --- Texts ------------------------------------------------------------------

catalogues: $(COMPILED) ## compile the French and English texts

%.mo: %.po
	@$(PY) -m babel.messages.frontend compile --input-file $< --output-file $@ >/dev/null 2>&1

messages: ## collect the texts to translate into each app's catalogue (needs GNU gettext)
	@set -f; for app in $(APPS); do \
	  nested=$$(cd $$app && find . -mindepth 2 -name locale -printf '--ignore %P\n' | sed 's|/locale$$|/*|' | tr '\n' ' '); \
	  (cd $$app && $(CURDIR)/$(PY) -m django makemessages --locale fr --locale en \
	    --no-location --no-wrap --no-obsolete --extension html,txt,py,mjml $$nested >/dev/null) || exit 1; \
	done
	@$(PY) -m tests.english $(foreach app,$(APPS),$(wildcard $(app)/locale/en/LC_MESSAGES/*.po))
	@$(PY) -m tests.words.plain
