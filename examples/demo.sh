#!/bin/sh
# What `make demo` shows: two articles as tables, all of them as one page and as a corpus, a search.
#
#   BIN=.venv/bin DEMO=build/demo sh examples/demo.sh examples/articles/*.txt
set -eu
wortlaut="$BIN/wortlaut"
mkdir -p "$DEMO"
rm -f "$DEMO"/demo.db*

say() { printf '\n$ %s\n' "$*"; }

for name in 13-agentur-warnstreik 02-zwei-praesidenten; do
  say "wortlaut analyze examples/articles/$name.txt"
  "$wortlaut" analyze --format table "examples/articles/$name.txt"
done

say "wortlaut analyze --output $DEMO/demo.html examples/articles/*.txt"
"$wortlaut" analyze --output "$DEMO/demo.html" "$@"

say "wortlaut ingest --corpus $DEMO/demo.db examples/articles/*.txt"
"$wortlaut" ingest --corpus "$DEMO/demo.db" "$@"

say "wortlaut search --corpus $DEMO/demo.db --limit 5 Präsidenten"
"$wortlaut" search --corpus "$DEMO/demo.db" --limit 5 --format table Präsidenten

printf '\nThe same as a page, every statement marked: %s\n' "$DEMO/demo.html"
printf 'The corpus, open to sqlite3 and Datasette:  %s\n' "$DEMO/demo.db"
