#!/usr/bin/env bash
# Builds wheel and source archive twice, tries the wheel where no network is, and lists what is in it.
#   scripts/release.sh BIN      BIN: folder of programs of requirements-release.lock
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$1
work=build/release
rm -rf dist "$work"
mkdir -p "$work"
# the time that goes into the archives: that of the last commit
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH

for round in one two; do
  "$bin/python" -m build --no-isolation --outdir "$work/$round" . >"$work/$round.log" ||
    { tail -20 "$work/$round.log"; exit 1; }
done
for file in "$work"/one/*; do
  cmp "$file" "$work/two/$(basename "$file")" || { echo "$(basename "$file"): not the same bytes twice"; exit 1; }
done
mkdir -p dist
cp "$work"/one/* dist/

# all that the wheel needs, as locked; then an environment that gets nothing from anywhere else
"$bin/python" -m pip download --quiet --disable-pip-version-check --constraint <(sed 's/ \\\\$//; /--hash/d' requirements.lock) \
  --dest "$work/wheels" dist/*.whl
python3 -m venv "$work/fresh"
"$work/fresh/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$work/wheels" \
  dist/*.whl
alone=()
if unshare --user --net true 2>/dev/null; then alone=(unshare --user --net); fi
(cd "$work" && "${alone[@]}" fresh/bin/dragoman code ../../samples/02-ceasefire.txt --format jsonl >tried.jsonl)
grep -q '"schema":1' "$work/tried.jsonl"

"$bin/cyclonedx-py" environment "$work/fresh/bin/python" --output-reproducible --output-format JSON \
  --output-file dist/dragoman.cdx.json
(cd dist && sha256sum -- *.whl *.tar.gz *.json | tee SHA256SUMS)
