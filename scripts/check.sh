#!/bin/sh
# Lint and types, Python and TypeScript. The first fault ends it.
set -eu

step() {
    echo "· $*"
    "$@"
}

step .venv/bin/ruff check --quiet --output-format concise .
step .venv/bin/ruff format --check --quiet .
step .venv/bin/lint-imports --no-logo
step .venv/bin/mypy
step npm run --silent types
step npm run --silent lint
step npm run --silent lint:extension
