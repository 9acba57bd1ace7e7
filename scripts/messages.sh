#!/bin/sh
# Bring the catalogues up to date with the strings of the sources; what is still to translate is listed at the end.
set -eu

catalogue=$(mktemp)
trap 'rm -f "$catalogue"' EXIT
cd florilegium
../.venv/bin/pybabel --quiet extract --mapping-file locale/babel.cfg --keywords gettext_lazy --keywords pgettext:1c,2 \
    --no-location --sort-output --no-wrap --output-file "$catalogue" .
for language in locale/*/LC_MESSAGES/django.po; do
    ../.venv/bin/pybabel --quiet update --input-file "$catalogue" --output-file "$language" \
        --locale "$(echo "$language" | cut -d/ -f2)" --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
    # a catalogue says what language it is, and nothing that changes by itself
    sed -i '/^"\(Project-Id\|Report-Msgid\|POT-Creation\|PO-Revision\|Last-Trans\|Language-Team\|Generated-By\)/d; 1{/^$/d}' \
        "$language"
    echo "$language:"
    awk 'BEGIN { RS = ""; FS = "\n" } /msgstr(\[[01]\])? ""$/ && !/^#.*\nmsgid ""\nmsgstr/' "$language"
done
