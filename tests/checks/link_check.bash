#!/usr/bin/env bash
# link_check.bash FOLDER
#
# Reads the layers' static libraries in FOLDER: whatever symbol of ours a layer leaves open must be defined by one of the
# layers that it rests on. It finds what a link as shared libraries with -z defs would (script/lint --all does that
# too), without compiling everything once more.
set -euo pipefail

folder=$1
scratch=$(mktemp -d)
# The layers beneath each layer, as src/CMakeLists.txt links them; tests/checks/layer_check_test.cpp compares the two.
declare -A beneath=(
  [base]="" [model]="base" [crypto]="base model" [collection]="base model crypto" [storage]="base model crypto"
  [transport]="base crypto" [business]="base model collection storage crypto"
  [presentation]="base model business transport"
)

for layer in "${!beneath[@]}"; do
  nm -C "$folder/libqy_$layer.a" 2>/dev/null >"$scratch/symbols"
  awk '$1 == "U" && $2 ~ /^qy::/ { sub(/^ *U /, ""); print }' "$scratch/symbols" | LC_ALL=C sort -u >"$scratch/$layer.open"
  sed -nE 's/^[0-9a-f]+ [TWRBDVu] //p' "$scratch/symbols" | LC_ALL=C sort -u >"$scratch/$layer.defined"
  [ -s "$scratch/$layer.defined" ] || { echo "no symbols in $folder/libqy_$layer.a"; exit 1; }
done

# open_symbols LAYER BENEATH… : what the layer leaves open.
open_symbols() {
  local files=()
  for one in "$@"; do files+=("$scratch/$one.defined"); done
  LC_ALL=C sort -u "${files[@]}" | LC_ALL=C comm -23 "$scratch/$1.open" -
}

status=0
for layer in "${!beneath[@]}"; do
  # shellcheck disable=SC2086  # several layers
  left=$(open_symbols "$layer" ${beneath[$layer]})
  if [ -n "$left" ]; then
    printf '%s uses what no layer beneath it defines:\n%s\n' "$layer" "$left"
    status=1
  fi
done

# Planted: with an edge taken away, symbols must be left open.
for planted in "model" "storage base model" "presentation base model transport" "business base model collection crypto"; do
  # shellcheck disable=SC2086  # several layers
  if [ -z "$(open_symbols $planted)" ]; then
    echo "the check finds nothing when an edge is missing: $planted"
    status=1
  fi
done

rm -rf "$scratch"
[ $status = 0 ] && echo "# pass ${#beneath[@]}"
exit $status
