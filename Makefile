# Second Wind: the commands of this folder. `make help` lists them.
#
# Only relative paths: the folder may have a space in its name, which make cannot handle.

PORT ?= 8000
# Some shells set HOST to the name of the machine, so it is taken from make's own words only.
HOST := 127.0.0.1
# More words for pytest, e.g. make test ARGS="-k comments"
ARGS :=

BIN := .venv/bin
PYTEST = $(BIN)/python -m pytest -n auto $(ARGS)
# One lock for every system and Python; no index address in it, so any mirror will do.
COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --no-emit-index-url --no-header --extra build

# Read by .ci/venv: which Python makes .venv.
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run test quick lint screenshots audit bench format texts lock clean ready-to-run ready-to-test

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(firstword $(MAKEFILE_LIST))

run: ready-to-run ## serve the blog in this folder (PORT=8000 HOST=127.0.0.1)
	@exec $(BIN)/blog serve --host '$(HOST)' --port '$(PORT)'

test: ready-to-test ## run the whole suite
	@$(PYTEST)

quick: ready-to-test ## run the tests that need no browser, no server and no patience
	@$(PYTEST) -m 'not slow and not browser and not services'

lint: ready-to-test ## check format, style, types and who imports whom
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

screenshots: ready-to-test ## picture every kind of page at three widths, light and dark, into screenshots/
	@rm -rf screenshots
	@$(PYTEST) tests/browser/screenshots.py

audit: ready-to-test ## ask axe-core, the Nu HTML checker and Lighthouse (needs node and java)
	@.ci/audit/ready
	@EVERY_WIDTH=1 $(BIN)/python -m pytest -q tests/browser/test_look.py tests/browser/test_weight.py \
		tests/browser/audit.py $(ARGS)

bench: ready-to-test ## measure it against the machine, write bench/results.md (needs wrk)
	@$(BIN)/python -m bench $(ARGS)

format: ready-to-test ## lay the code out and mend what can be mended without thinking
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

texts: ready-to-test ## gather what readers see for those who translate it
	@$(BIN)/python tests/catalogues.py

lock: ## choose the dependencies anew (ARGS=--upgrade takes the newest)
	@command -v uv >/dev/null || { echo "The locks are made with uv; install it with: pip install uv" >&2; exit 1; }
	@$(COMPILE) $(ARGS) -o requirements.lock pyproject.toml >/dev/null
	@$(COMPILE) --extra test -c requirements.lock $(ARGS) -o requirements-test.lock pyproject.toml >/dev/null

clean: ## throw away .venv and every cache; the blog's content/ and instance/ stay
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist .coverage
	@find blog tests -name __pycache__ -type d -prune -exec rm -rf {} +

ready-to-run:
	@.ci/venv run

ready-to-test:
	@.ci/venv test
