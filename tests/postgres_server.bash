#!/usr/bin/env bash
# postgres_server.bash [--tcp] [--tls] [SETTING=VALUE…]
#
# A PostgreSQL server for tests: in a temporary folder, as a user without rights (the server refuses root), reachable by
# a socket in that folder alone; with --tcp also on a free loopback port, with --tls encrypted there (its certificate,
# for localhost, is FOLDER/server.crt). Nothing of the machine's own server is used or touched.
#
# Prints "ready FOLDER PORT" once it answers. Reads commands, one a line, each answered by another "ready" line:
# stop, start, restart, kill (as a crash would). At the end of its input, so also when the test program crashes, it
# stops the server and removes the folder.
set -euo pipefail

bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5 -n | tail -1)
[ -x "$bin/initdb" ] || { echo "no PostgreSQL server is installed: script/setup" >&2; exit 1; }

tcp=0 tls=0 settings=()
for argument in "$@"; do
  case "$argument" in
    --tcp) tcp=1 ;;
    --tls) tcp=1 tls=1 ;;
    *=*) settings+=(-c "$argument") ;;
    *) echo "unknown argument: $argument" >&2; exit 2 ;;
  esac
done

parent=${TMPDIR:-/tmp}
[ -w /dev/shm ] && parent=/dev/shm
folder=$(mktemp -d "$parent/qy-postgres-XXXXXX")
as=(setpriv --pdeathsig INT)  # fast shutdown, should this script itself be killed
if [ "$(id -u)" = 0 ]; then
  chown postgres: "$folder"
  as=(setpriv --reuid postgres --regid postgres --init-groups --pdeathsig INT)
fi
# Signals are for the test program to handle; its end is the end of the input.
trap '' INT TERM HUP

server=
# A smart shutdown waits for sessions, a fast one ends them; after ten seconds it is killed.
stop() {
  [ -n "$server" ] || return 0
  kill -"${1:-INT}" "$server" 2>/dev/null || true
  for _ in $(seq 200); do
    kill -0 "$server" 2>/dev/null || break
    sleep 0.05
  done
  kill -KILL "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}
finish() {
  stop QUIT
  rm -rf "$folder"
}
trap finish EXIT

start_on() {
  local listen=
  [ $tcp = 0 ] || listen=127.0.0.1
  env LC_ALL=C.UTF-8 "${as[@]}" "$bin/postgres" -D "$folder/data" -c listen_addresses="$listen" -c port="$port" \
    -c unix_socket_directories="$folder" -c fsync=off -c full_page_writes=off -c max_connections=200 \
    -c shared_buffers=64MB "${settings[@]}" >>"$folder/log" 2>&1 </dev/null &
  server=$!
  for _ in $(seq 600); do
    "$bin/pg_isready" -q -h "$folder" -p "$port" && return 0
    kill -0 "$server" 2>/dev/null || return 1
    sleep 0.02
  done
  return 1
}
# The port stays the same over restarts; only the first start looks for a free one.
start() {
  start_on || { tail -5 "$folder/log" >&2; echo "the server did not start" >&2; exit 1; }
}

"${as[@]}" "$bin/initdb" -D "$folder/data" -U qiongyuan -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/log" 2>&1 ||
  { cat "$folder/log" >&2; exit 1; }
if [ $tls = 1 ]; then
  (umask 077 && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout "$folder/server.key" -out "$folder/server.crt" 2>>"$folder/log")
  [ "$(id -u)" != 0 ] || chown postgres: "$folder"/server.*
  settings+=(-c ssl=on -c ssl_cert_file="$folder/server.crt" -c ssl_key_file="$folder/server.key")
fi

port=5432
if [ $tcp = 0 ]; then
  start
else
  started=0
  for _ in $(seq 20); do
    port=$((RANDOM % 20000 + 20000))
    if start_on; then started=1; break; fi
    server=
  done
  [ $started = 1 ] || { tail -5 "$folder/log" >&2; exit 1; }
fi
echo "ready $folder $port"

while read -r command; do
  case "$command" in
    stop) stop ;;
    start) start ;;
    restart) stop && start ;;
    kill) stop QUIT ;;
    *) echo "unknown command: $command" >&2 ;;
  esac
  echo "ready $folder $port"
done
