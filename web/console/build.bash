#!/usr/bin/env bash
# build.bash FOLDER
#
# Builds the console into FOLDER/console.pack, which the program holds (src/CMakeLists.txt). Its npm packages are
# installed by script/setup.
set -euo pipefail

out=$(realpath -m "$1")
cd "$(dirname "$0")"
if [ ! -d node_modules ]; then
  echo "web/console: npm packages are missing; run script/setup program" >&2
  exit 1
fi
mkdir -p "$out"
node_modules/.bin/vite build --outDir "$out/files" --emptyOutDir --logLevel warn
node pack.mjs "$out/files" "$out/console.pack"
