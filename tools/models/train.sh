#!/usr/bin/env bash
# Trains what this project's figures come from, a run after another, and goes on where one was stopped.
#   tools/models/train.sh [NAME...]
#   NAME   runs of tools/models/runs.txt, in this order; without any: all of them
# Results go to runs/NAME, what is said to runs/NAME.log. THREADS=1 and two of this script side by side get more done than two threads
# of one: each takes the next run that nobody works on. The weights do not depend on it.
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
table=$tree/tools/models/runs.txt
case ${1:-} in -*) sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;; esac
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
mkdir -p "$tree/runs"
cd "$tree"
# A copy of the program, so that the tree may be built meanwhile.
program=$(mktemp -d)
trap 'rm -rf "$program"' EXIT
dotnet publish -m:1 -c Release src/EdgeCnn.Cli -v:q -nologo -o "$program" >/dev/null

names=("$@")
[ $# -gt 0 ] || mapfile -t names < <(awk '!/^#/ && NF { print $1 }' "$table")
for name in "${names[@]}"; do
  words=$(awk -v name="$name" '$1 == name { $1 = ""; print }' "$table")
  [ -n "$words" ] || { echo "train.sh: no run '$name' in $table" >&2; exit 2; }
  exec 9>"runs/$name.lock"
  if [ -e "runs/$name/run.json" ] || ! flock -n 9; then continue; fi
  resume=; [ ! -e "runs/$name/checkpoint.bin" ] || resume=--resume
  echo "$(date +%T)  $name${resume:+, goes on}"
  # shellcheck disable=SC2086
  dotnet "$program/edgecnn.dll" train $words --threads "${THREADS:-0}" --checkpoint-every 300 $resume --out "runs/$name" >>"runs/$name.log" 2>&1
  tail -2 "runs/$name.log" | head -1
done
