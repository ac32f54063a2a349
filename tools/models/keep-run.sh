#!/usr/bin/env bash
# Keeps the figures of a training whose model is not committed, beside the index of the course's experiments.
#   tools/models/keep-run.sh RUN NAME
#   RUN    folder that `edgecnn train --out` filled
#   NAME   of the files in src/EdgeCnn.Training/Recipes/results: NAME.json (run.json) and NAME.csv (history)
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ $# = 2 ] || { sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
results=$tree/src/EdgeCnn.Training/Recipes/results
mkdir -p "$results"
# Paths as the README has them.
sed -E "s|\"$1|\"runs/$2|g; s#(mnist|cifar10|fashion-mnist):[^ \"]*#\1:data/\1#" "$1/run.json" >"$results/$2.json"
cp "$1/history.csv" "$results/$2.csv"
grep -hE '"(command|testAccuracy|trainAccuracy|validationAccuracy)"' "$results/$2.json"
