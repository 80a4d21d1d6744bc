# CityHub's commands. `make` alone says what there is.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
APPS := cityhub cityhub/home cityhub/photos cityhub/myshop cityhub/demo shops events \
  publishing publishing/desk publishing/facebook publishing/facebook/sandbox \
  publishing/newsletter publishing/newsletter/mailbox publishing/growth
CATALOGUES := $(foreach app,$(APPS),$(wildcard $(app)/locale/*/LC_MESSAGES/*.po))
COMPILED := $(CATALOGUES:.po=.mo)

.PHONY: help messages catalogues
help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/'

catalogues: $(COMPILED) ## compile the French and English texts

%.mo: %.po
	@$(PY) -m babel.messages.frontend compile --input-file $< --output-file $@ >/dev/null 2>&1

messages: ## collect the texts to translate into each app's catalogue (needs GNU gettext)
	@set -f; for app in $(APPS); do \
	  nested=$$(cd $$app && find . -mindepth 2 -name locale -printf '--ignore %P\n' | sed 's|/locale$$|/*|' | tr '\n' ' '); \
	  (cd $$app && $(CURDIR)/$(PY) -m django makemessages --locale fr --locale en \
	    --no-location --no-wrap --extension html,txt,py,mjml $$nested >/dev/null) || exit 1; \
	  po=$$app/locale/en/LC_MESSAGES/django.po; \
	  if [ -f $$po ]; then msgen --no-wrap --output-file $$po $$po; fi; \
	done
