#!/bin/sh
# Makes .venv-tools, apart from .venv: it holds what fills .venv and would otherwise stand in its own way.
set -eu

[ -x .venv-tools/bin/pip ] && .venv-tools/bin/python -c '' 2> /dev/null || {
    python=$(scripts/python.sh)
    "$python" -m venv --clear .venv-tools
}
.venv-tools/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
