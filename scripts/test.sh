#!/bin/sh
# The whole suite, the quick parts first. The first part that fails ends it.
set -eu

CHROMIUM=$(scripts/chromium.sh)
export CHROMIUM
pytest=".venv/bin/python -m pytest"

scripts/check.sh

echo "· TypeScript"
npm test --silent

echo "· Python, on SQLite"
$pytest -n auto -m "not browser" tests

echo "· Python, on PostgreSQL"
.venv/bin/python -m tests.postgres -- $pytest -n auto -m "not browser" tests

echo "· Chromium"
$pytest -m browser tests
