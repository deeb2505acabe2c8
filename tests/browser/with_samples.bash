#!/usr/bin/env bash
# with_samples.bash PROGRAM COMMAND…
#
# Runs a command beside a small server of sample pages, in place of a real one: PROGRAM writes the pages. The command finds
# QY_READY_FILE, as beside tests/with_server.bash.
set -euo pipefail

program=$1
shift
folder=$(mktemp -d)
server=
# shellcheck disable=SC2317  # called by the trap
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

mkdir "$folder/pages"
"$program" "$folder/pages"
export QY_READY_FILE=$folder/ready.json
node "$(dirname "$0")/sample_server.mjs" "$folder/pages" "$QY_READY_FILE" &
server=$!
for _ in $(seq 300); do
  [ -s "$QY_READY_FILE" ] && break
  kill -0 "$server"
  sleep 0.1
done

status=0
"$@" || status=$?
exit $status
