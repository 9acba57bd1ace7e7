# `make` alone lists what there is to do. Whatever needs more than three lines stands in scripts/.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check fix bench messages lock dev browser

PORT ?= 8000
export PORT

UV := UV_PYTHON_DOWNLOADS=never .venv-tools/bin/uv --quiet
# The last of those that are built: elements.js, reader.js, pdf.js, frame.js.
BUILT := florilegium/web/static/florilegium/built/frame.js
SOURCES := $(shell find frontend -name '*.ts' ! -name '*.test.ts' -o -name '*.css')
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard florilegium/locale/*/LC_MESSAGES/*.po))

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.project $(BUILT) $(TRANSLATIONS) ## Make or renew the environment; nothing is done twice
	@:

run: setup ## Set up, then serve on 127.0.0.1: PORT=8000 FLORILEGIUM_DATA=./data
	@exec .venv/bin/florilegium serve --first-run --port "$$PORT"

test: dev browser ## Everything: lint, types, TypeScript, SQLite, PostgreSQL, Chromium
	@scripts/test.sh

check: dev ## Lint and types alone
	@scripts/check.sh

fix: dev ## Mend what the linters can mend, and format
	.venv/bin/ruff check --fix --quiet .
	.venv/bin/ruff format .
	npx eslint --config frontend/eslint.config.js --fix frontend

bench: dev ## Measure, and write the figures that docs/performance.md publishes
	@.venv/bin/python -m benchmarks --write

messages: dev ## Bring the translations' catalogues up to date with the sources
	@scripts/messages.sh

lock: .venv-tools/.made ## Resolve requirements/*.in again (UPGRADE=--upgrade for newer versions)
	@scripts/lock.sh $(UPGRADE)

dev: setup .venv/.dev

browser:
	@scripts/chromium.sh > /dev/null
	@scripts/firefox.sh > /dev/null

# ---- stamps: each file below is made again only when what it was made from has changed

.venv-tools/.made: requirements/tools.txt
	@scripts/tools.sh
	@touch $@

.venv/.runtime: requirements/runtime.txt .venv-tools/.made
	@.venv/bin/python -c '' 2> /dev/null || $(UV) venv --clear --python .venv-tools/bin/python .venv
	@$(UV) pip install --system-certs --python .venv/bin/python --require-hashes -r requirements/runtime.txt
	@touch $@

.venv/.project: pyproject.toml setup.py .venv/.runtime
	@$(UV) pip install --system-certs --python .venv/bin/python --no-deps --build-constraints requirements/tools.txt --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.runtime
	@$(UV) pip install --system-certs --python .venv/bin/python --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.made: package-lock.json package.json .npmrc
	@scripts/node.sh
	@npm ci --no-progress --loglevel=error
	@touch $@

$(BUILT): node_modules/.made frontend/vite.config.ts $(SOURCES)
	@npm run --silent build
	@touch $@

%.mo: %.po .venv-tools/.made
	@.venv-tools/bin/pybabel --quiet compile --input-file $< --output-file $@
