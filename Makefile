# Two commands matter: `make run` and `make test`. `make help` tells the rest.
.DEFAULT_GOAL := help
.PHONY: help run test check bench face sheets demo-reset install lock format messages docs clean

PYTHON := .venv/bin/python
RUNTIME := @python3 tools/bootstrap.py runtime
DEV := @python3 tools/bootstrap.py dev

help: ## What can be done here
	@sed -n 's/^\([a-z-]*\): ## /\1	/p' $(MAKEFILE_LIST) | while IFS='	' read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

run: ## Start site, desk and worker with the demo world at http://127.0.0.1:8000 (HOST and PORT can be set)
	$(RUNTIME)
	@exec .venv/bin/openletter run

test: ## Everything: all checks, the whole suite on SQLite and on PostgreSQL, journeys in a browser
	$(DEV)
	@$(PYTHON) -m tools.check all

check: ## The fast half of `make test`, under a minute: lint, types, contracts, drift, quick tests
	$(DEV)
	@$(PYTHON) -m tools.check fast

bench: ## Measure against the baselines and print the table
	$(DEV)
	@$(PYTHON) -m bench

face: ## Weigh the public pages, time them on a slow telephone and run Lighthouse (needs Node.js)
	$(DEV)
	@$(PYTHON) -m bench face lighthouse

sheets: ## Picture every public page in every width, language and mode into build/sheets
	$(DEV)
	@$(PYTHON) -m tools.sheets

demo-reset: ## Throw the local database, mailbox and keys away and load the demo world afresh
	$(RUNTIME)
	@.venv/bin/openletter demo reset

install: ## Install everything for development without starting anything
	$(DEV)

lock: ## Resolve requirements/*.in again and write the hashes down
	$(DEV)
	@python3 tools/lock.py

format: ## Put code into the house style
	$(DEV)
	@$(PYTHON) -m ruff check --fix --quiet . ; $(PYTHON) -m ruff format .

messages: ## Collect translatable strings into the .po files
	$(DEV)
	@$(PYTHON) -m tools.messages

docs: ## Write the generated reference pages anew
	$(DEV)
	@$(PYTHON) -m tools.reference

clean: ## Remove what was installed and what was run: .boot, .venv, var and the caches
	@rm -rf .boot .venv var .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
