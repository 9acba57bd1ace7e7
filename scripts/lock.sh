#!/bin/sh
# Writes requirements/*.txt: exact versions with hashes, for every platform and Python from 3.11 on, without addresses.
# Arguments go to uv: --upgrade takes newer versions.
set -eu

for list in runtime dev tools; do
    UV_PYTHON_DOWNLOADS=never .venv-tools/bin/uv --quiet pip compile --system-certs "$@" \
        --python .venv-tools/bin/python --universal --python-version 3.11 --generate-hashes --no-header \
        "requirements/$list.in" --output-file "requirements/$list.txt"
done
