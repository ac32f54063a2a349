#!/usr/bin/env bash
# Makes a folder of models/ out of a finished training: int8 and float model, ONNX forms, labels, samples, hashes, golden vectors, history, curves.
#   tools/models/make-model.sh RUN DATA NAME [LOG]
#   RUN    folder that `edgecnn train --out` filled
#   DATA   as `edgecnn train --data` had it, for example cifar10:data/cifar10
#   NAME   the folder below models
#   LOG    what `edgecnn train` said
# Prints the figures for CARD.md, which a person writes.
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ $# -ge 3 ] || { sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
run=$1 data=$2 model=$tree/models/$3 log=${4:-}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
for program in Cli Agent; do dotnet build -m:1 -c Release -v:q -nologo "$tree/src/EdgeCnn.$program" >/dev/null; done
edgecnn() { dotnet "$tree/src/EdgeCnn.Cli/bin/Release/net10.0/edgecnn.dll" "$@"; }

mkdir -p "$model"
rm -rf "$model/samples"
edgecnn quantize "$run/model.ecnn" --calibrate "$data" --samples 1000 --seed 1 --out "$model/model.ecnn" --golden 3
edgecnn export "$model/model.ecnn" --out "$model/model.onnx"
edgecnn export "$run/model.ecnn" --out "$model/float.onnx"
dotnet run "$tree/tools/models/make-samples.cs" -- "$data" "$model"
dotnet "$tree/src/EdgeCnn.Agent/bin/Release/net10.0/edgecnn-agent.dll" run "$model/model.ecnn" --camera "files:$model/samples" --no-page --hash | tail -1 |
  sed -E 's/.*("sha256":"[0-9a-f]+").*("probabilitiesSha256":"[0-9a-f]+").*("frames":[0-9]+).*/{\n  \1,\n  \2,\n  \3\n}/; s/":/": /g' >"$model/golden.json"
cp "$run/history.csv" "$model/history.csv"
edgecnn show curves "$run" --out "$model/curves.svg"
[ -z "$log" ] || grep -v "^$" "$log" | sed "s|$run|runs/$3|g" >"$model/training.log"
edgecnn eval "$run/model.ecnn" --data "$data"
edgecnn eval "$model/model.ecnn" --data "$data"
ls -l "$model"
