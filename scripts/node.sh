#!/bin/sh
# Says in a sentence what is missing to build the front end.
set -eu

if ! command -v npm > /dev/null || ! node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2> /dev/null; then
    echo "Florilegium needs Node.js 20 or later with npm to build its front end." >&2
    exit 1
fi
