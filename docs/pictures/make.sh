#!/usr/bin/env bash
# Makes the pictures of the report from the current models: docs/pictures/make.sh
# Needs Chromium (Debian: apt-get install chromium), or its path in LIVSFERD_CHROMIUM.
set -euo pipefail
cd "$(dirname "$0")/../.."

chromium=${LIVSFERD_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)} || {
    echo "no Chromium found; install it (Debian: apt-get install chromium), or name it in LIVSFERD_CHROMIUM" >&2
    exit 2
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo run --quiet -- report -o "$folder/report.html"

# picture NAME WIDTH HEIGHT SECTION OPTIONS…: of one section, or of the beginning where SECTION is empty.
picture() {
    local name=$1 width=$2 height=$3 section=$4
    shift 4
    local hide=""
    if [ -n "$section" ]; then hide="header,nav,main>section:not(#$section){display:none}"; fi
    sed "s|</style>|$hide</style>|" "$folder/report.html" >"$folder/part.html"
    "$chromium" --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$folder/profile" \
        --window-size="$width,$height" --screenshot="docs/pictures/$name.png" "$@" "file://$folder/part.html" 2>/dev/null
}

picture report-summary 1280 1300 ""
picture report-who-must-act 1280 1200 measures
picture report-register 1280 1000 a
picture report-dark 1280 1000 a --blink-settings=preferredColorScheme=0
picture report-narrow 400 1400 ""
