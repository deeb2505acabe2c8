#!/usr/bin/env bash
# build.bash APPLICATION FOLDER
#
# Builds web/APPLICATION into FOLDER/APPLICATION.pack, which the program holds (src/CMakeLists.txt). Its npm packages are
# installed by script/setup.
set -euo pipefail

app=$1
out=$(realpath -m "$2")
cd "$(dirname "$0")/$app"
if [ ! -d node_modules ]; then
  echo "web/$app: npm packages are missing; run script/setup program" >&2
  exit 1
fi
mkdir -p "$out"
node_modules/.bin/vite build --outDir "$out/$app" --emptyOutDir --logLevel warn
node ../pack.mjs "$out/$app" "$out/$app.pack"
