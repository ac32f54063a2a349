#!/usr/bin/env bash
# Wall time on this machine, ours beside ONNX Runtime, in interleaved rounds of one run: tools/race.sh --help
# Needs .NET, node and npm; everything is built and installed here. See tools/race/README.md.
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
program=$tree/.cache/race
mkdir -p "$program"

# quiet COMMAND...: says something only when it fails.
quiet() { "$@" >"$program.log" 2>&1 || { tail -20 "$program.log" >&2; return 1; }; }

case " $* " in *" --help "* | *" -h "*) ;; *)
  quiet sh "$tree/tools/onnxruntime/setup.sh"
  quiet dotnet build -m:1 -c Release "$tree/src/EdgeCnn.Cli"
esac

# Compiled ahead of time, as a board's program is, where the packages for that can be had. The report says which it was.
case $(uname -m) in aarch64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac
# With outputs of its own: kernels are compiled differently for it, see Kernels/Compilation.cs.
publish() { dotnet publish -m:1 -c Release "$tree/tools/race" --artifacts-path "$program.artifacts" -o "$program" "$@"; }
quiet publish -r $rid --self-contained false -p:PublishReadyToRun=true || { echo "race: no ReadyToRun here, compiling at run time" >&2; quiet publish; }

exec dotnet "$program/race.dll" "$@"
