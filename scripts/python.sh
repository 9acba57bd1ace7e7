#!/bin/sh
# Prints a Python of 3.11 or later that can make virtual environments. Each candidate is run: a name on the PATH may
# be a version manager's shim for a Python that is not active.
set -eu

for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    found=$("$candidate" -c '
import sys, venv, ensurepip
if sys.version_info >= (3, 11): print(sys.executable)
' 2> /dev/null) || continue
    if [ -n "$found" ]; then
        echo "$found"
        exit 0
    fi
done

echo "Florilegium needs Python 3.11 or later with venv (on Debian: apt-get install python3-venv)." >&2
exit 1
