# Sourced by every check. A check proves something with a tool that the build does not need: it
# installs what it needs into a folder of its own and says "skipped: why" where it cannot.
#
# NSL_CHECKS  folder for what checks install and write (target/checks at the top)
# PYTHON      the Python to make environments with (python3)
set -euo pipefail
checks=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
top=$(cd "$checks/../.." && pwd -P)
work=${NSL_CHECKS:-$top/target/checks}
name=$(basename "$0" .sh)
scratch=$work/$name
passed=0

say() { printf '%s: %s\n' "$name" "$*"; }
skip() { say "skipped: $*"; exit 0; }
fail() { say "FAILED: $*"; exit 1; }
pass() { passed=$((passed + 1)); say "ok: $*"; }
finish() { say "passed: $passed checks"; }
need() { command -v "$1" >/dev/null || skip "$1 is missing"; }

fresh_scratch() { rm -rf "$scratch"; mkdir -p "$scratch"; }

python_of() { # versions, the best first: the path of a Python of one of them
  local version each
  for version in "$@"; do
    for each in ${NSL_TFX_PYTHON:-} "python$version" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version".*/bin/python3; do
      each=$(command -v "$each") || continue
      [ "$("$each" -c "import sys; print(\"%d.%d\" % sys.version_info[:2])" 2>/dev/null)" = "$version" ] && echo "$each" && return
    done
  done
  return 1
}

python_environment() { # name, requirements ...: leaves the path of its Python in $python
  local folder=$work/python-$1
  shift
  need "${PYTHON:-python3}"
  if [ ! -f "$folder/.complete" ] || [ "$(cat "$folder/.complete")" != "$*" ]; then
    say "installing $* (once)"
    rm -rf "$folder"
    "${PYTHON:-python3}" -m venv "$folder" || skip "${PYTHON:-python3} cannot make an environment"
    # uv finds versions that go together in seconds; pip was not through with those of TFX after seven minutes.
    { "$folder/bin/pip" install -q uv && "$folder/bin/uv" pip install -q --python "$folder/bin/python" "$@"; } \
      >"$work/$name-install.log" 2>&1 ||
      skip "cannot install $*: $(tail -n 1 "$work/$name-install.log")"
    printf '%s' "$*" >"$folder/.complete"
  fi
  python=$folder/bin/python
}

bundles() { # builds the bundles named; afterwards commands start without looking for changes
  local each
  for each in "$@"; do
    NSL_BUNDLE=$each "$top/nsl" version >/dev/null 2>"$work/$name-build.log" ||
      { cat "$work/$name-build.log"; fail "the bundle $each cannot be built"; }
  done
  export NSL_BUILD=never
}

# The digests of the files that an artifact's manifest lists.
digest_of() {
  local manifest=$1/manifest.json
  [ -f "$manifest" ] || manifest=$1.manifest.json
  [ -f "$manifest" ] || fail "$1 has no manifest"
  sed -n 's/.*"sha256" *: *"\([0-9a-f]*\)".*/\1/p' "$manifest" | sha256sum | cut -c1-16
}
mkdir -p "$work"
