#!/usr/bin/env bash
# Training speed on this machine, ours beside PyTorch (package python3-torch), in interleaved rounds: tools/train-race.sh --help
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
program=$tree/.cache/train-race
mkdir -p "$program"
quiet() { "$@" >"$program.log" 2>&1 || { tail -20 "$program.log" >&2; return 1; }; }

case " $* " in *" --help "*) ;; *)
  if ! /usr/bin/python3 -c 'import torch' 2>/dev/null; then
    [ "$(id -u)" = 0 ] || { echo "train-race: PyTorch is missing; install the package python3-torch" >&2; exit 2; }
    export DEBIAN_FRONTEND=noninteractive
    apt-cache show python3-torch >/dev/null 2>&1 || quiet apt-get -qq update
    quiet apt-get -qq install --no-install-recommends python3-torch
  fi
esac
quiet dotnet publish -m:1 -c Release "$tree/tools/train-race" --artifacts-path "$program.artifacts" -o "$program"
exec dotnet "$program/train-race.dll" "$@"
