#!/bin/sh
# Build the wheel, install it into a fresh environment, and use it from another directory.
# usage: smoke_wheel.sh PYTHON [UV]
set -eu
python=$1
uv=${2:-}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/.venv/bin/python" -m build --wheel --outdir "$work" "$root" >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
wheel=$(ls "$work"/*.whl)
if [ -n "$uv" ]; then
  "$uv" venv --quiet --python "$python" "$work/env"
  "$uv" pip install --quiet --python "$work/env/bin/python" --require-hashes -r "$root/requirements/run.txt"
  "$uv" pip install --quiet --python "$work/env/bin/python" --no-deps "$wheel"
else
  "$python" -m venv "$work/env"
  "$work/env/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$root/requirements/run.txt"
  "$work/env/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$wheel"
fi
mkdir "$work/elsewhere"
cd "$work/elsewhere"
"$work/env/bin/python" - <<'PYTHON'
import importlib.metadata, pathlib
import api, enterprise_profiles, policies, policymatch

for package in (api, enterprise_profiles, policies, policymatch):
    assert "site-packages" in package.__path__[0], f"{package.__name__} 来自 {package.__path__[0]}"
top_level = {str(file).split("/")[0] for file in importlib.metadata.files("policymatch") or ()}
assert {"api", "enterprise_profiles", "policies", "policymatch"} <= top_level, top_level
assert (pathlib.Path(policymatch.__path__[0]) / "py.typed").exists()
PYTHON
"$work/env/bin/policymatch" --version
"$work/env/bin/policymatch" run --enterprises 200 --home "$work/elsewhere/home" >"$work/run.log" 2>&1 || { cat "$work/run.log"; exit 1; }
tail -n 3 "$work/run.log"
echo "wheel: 安装后在另一目录运行正常"
