#!/bin/sh
# Prints the Chromium of this machine: $CHROMIUM, or one on the PATH, or one that Debian's packages bring.
set -eu

find_chromium() {
    for candidate in ${CHROMIUM:-} chromium chromium-browser google-chrome; do
        command -v "$candidate" && return 0
    done
    return 1
}

find_chromium && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo "Installing Chromium for the browser tests …" >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -q && apt-get install -q -y --no-install-recommends chromium; } > /dev/null
    find_chromium && exit 0
fi

echo "The browser tests need Chromium: install it, or set CHROMIUM to where it is." >&2
exit 1
