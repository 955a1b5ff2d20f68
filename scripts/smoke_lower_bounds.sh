#!/bin/sh
# Install the lowest direct versions that pyproject.toml admits and run a smoke test on them.
# usage: smoke_lower_bounds.sh PYTHON UV
set -eu
python=$1
uv=${2:-}
[ -n "$uv" ] || { echo "lower-bounds 需要 uv"; exit 1; }
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$uv" venv --quiet --python "$python" "$work/env"
"$uv" pip install --quiet --python "$work/env/bin/python" --resolution lowest-direct "$root"
cd "$work"
"$work/env/bin/policymatch" run --enterprises 200 --home "$work/home" >"$work/run.log" 2>&1 || { cat "$work/run.log"; exit 1; }
tail -n 3 "$work/run.log"
"$uv" pip list --quiet --python "$work/env/bin/python" | grep -iE '^(spacy|scikit-learn|fastapi|sqlmodel|numpy|pyarrow) '
echo "lower-bounds: 最低版本运行正常"
