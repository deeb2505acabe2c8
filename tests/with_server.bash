#!/usr/bin/env bash
# with_server.bash PROGRAM COMMAND…
#
# Runs a command beside a demonstration server of its own: free ports, a new data folder, stopped and removed afterwards.
# The command finds QY_READY_FILE (addresses, codes, users), QY_DATA (the data folder) and QY_PROGRAM.
set -euo pipefail

program=$1
shift
folder=$(mktemp -d)
server=
# shellcheck disable=SC2317  # called by the trap
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

export QY_PROGRAM=$program QY_DATA=$folder/data QY_READY_FILE=$folder/ready.json
# Without limits per address: the tests all come from one, and look at many pages of codes that do not exist.
"$program" serve --demo --data "$QY_DATA" --port auto --http-port auto --ops-port auto --ready-file "$QY_READY_FILE" \
  --set limits.public_per_minute=0 --set limits.public_failures_per_minute=0 \
  >"$folder/serve.out" 2>&1 &
server=$!

# The ready file is written whole when the server answers.
for _ in $(seq 600); do
  [ -e "$QY_READY_FILE" ] && break
  if ! kill -0 "$server" 2>/dev/null; then
    cat "$folder/serve.out" >&2
    echo "the server ended before it was ready" >&2
    exit 1
  fi
  sleep 0.1
done
[ -e "$QY_READY_FILE" ] || { cat "$folder/serve.out" >&2; echo "the server was not ready within 60 s" >&2; exit 1; }

status=0
"$@" || status=$?
[ $status = 0 ] || { echo "--- last lines of the server:" >&2; tail -20 "$folder/serve.out" >&2; }
exit $status
