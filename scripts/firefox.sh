#!/bin/sh
# Prints the Firefox of this machine: $FIREFOX, or one on the PATH, or one that Debian's packages bring.
set -eu

find_firefox() {
    for candidate in ${FIREFOX:-} firefox-esr firefox; do
        command -v "$candidate" && return 0
    done
    return 1
}

find_firefox && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo "Installing Firefox for the browser tests …" >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -q && apt-get install -q -y --no-install-recommends firefox-esr; } > /dev/null
    find_firefox && exit 0
fi

echo "The browser tests need Firefox: install it, or set FIREFOX to where it is." >&2
exit 1
