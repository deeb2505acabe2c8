# Shared by the scripts beside it; sourced, never run.
# shellcheck shell=bash

QY_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export QY_ROOT
cd "$QY_ROOT" || exit 1

say() { printf '%s: %s\n' "script/$(basename "$0")" "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Bad usage: says what went wrong, then the help text of the script (its leading comment).
usage() {
  [ -z "${1:-}" ] || say "$1"
  sed -n '2,/^[^#]/{/^#/s/^# \{0,1\}//p}' "$0" >&2
  exit 2
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "'$1' needs root, and there is no sudo: run script/setup as root once"
  fi
}

# configure FOLDER OPTION… : tells CMake what to build; quick when nothing changed.
configure() {
  local folder=$1
  shift
  # A folder that was copied or moved from elsewhere names the old place in its cache.
  if [ -e "$folder/CMakeCache.txt" ] && ! grep -q "^CMAKE_HOME_DIRECTORY:INTERNAL=$QY_ROOT\$" "$folder/CMakeCache.txt"; then
    rm -rf "$folder"
  fi
  cmake -S . -B "$folder" -G Ninja --log-level=WARNING "$@" >/dev/null
}

# The CMake options of a kind of build.
options_of() {
  case "$1" in
    release) echo "-DCMAKE_BUILD_TYPE=Release" ;;
    debug) echo "-DCMAKE_BUILD_TYPE=Debug" ;;
    asan) echo "-DCMAKE_BUILD_TYPE=Debug -DQY_SANITIZE=address,undefined" ;;
    tsan) echo "-DCMAKE_BUILD_TYPE=Debug -DQY_SANITIZE=thread" ;;
    fuzz)
      echo "-DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER=clang++ -DQY_FUZZ=ON -DQY_PROGRAM_ONLY=ON" \
        "-DQY_SANITIZE=fuzzer-no-link,address,undefined"
      ;;
    *) return 1 ;;
  esac
}
