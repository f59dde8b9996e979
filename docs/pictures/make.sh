#!/usr/bin/env bash
# Makes the pictures of the report and the maps from the current models: docs/pictures/make.sh
# Needs Chromium (Debian: apt-get install chromium), or its path in LIVSFERD_CHROMIUM; LIVSFERD names a program that is
# built already.
set -euo pipefail
cd "$(dirname "$0")/../.."

chromium=${LIVSFERD_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)} || {
    echo "no Chromium found; install it (Debian: apt-get install chromium), or name it in LIVSFERD_CHROMIUM" >&2
    exit 2
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
livsferd() { if [ -n "${LIVSFERD:-}" ]; then "$LIVSFERD" "$@"; else cargo run --quiet -- "$@"; fi; }
livsferd report -o "$folder/report.html"
livsferd map dodsfall-og-arv --as ingrid_71 --lang en --format html -o "$folder/way.html"
livsferd map starte-og-drive-bedrift --kind duplicates --lang en --format html -o "$folder/duplicates.html"

# picture NAME PAGE WIDTH HEIGHT STYLE OPTIONS…: of a page, to which the style is added.
picture() {
    local name=$1 page=$2 width=$3 height=$4 style=$5
    shift 5
    sed "0,\\|</style>|s||$style</style>|" "$folder/$page.html" >"$folder/part.html"
    "$chromium" --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$folder/profile" \
        --window-size="$width,$height" --screenshot="docs/pictures/$name.png" "$@" "file://$folder/part.html" 2>/dev/null
}

# The style that shows one part of the report alone.
only() { echo "header,nav,main>section:not(#$1){display:none}"; }

picture report-summary report 1280 1250 ""
picture report-who-must-act report 1280 1200 "$(only measures)"
picture report-register report 1280 1000 "$(only a)"
picture report-map report 1280 1330 "$(only j)#j-alvorlig-sykt-barn{display:none}"
picture report-handovers report 1280 1100 "$(only c)#c-alvorlig-sykt-barn{display:none}" --blink-settings=preferredColorScheme=0
picture report-narrow report 320 1200 ""
picture map-way way 1820 700 "h1,main>p,nav,figcaption{display:none}figure{margin:0}body{padding:0}"
picture map-duplicates duplicates 900 800 "h1,main>p,nav,figcaption{display:none}figure{margin:0}body{padding:0}"
