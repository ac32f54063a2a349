#!/usr/bin/env bash
# How long the agent takes from its first line to a model's first result, in a new process each time.
#   tools/cold-start.sh [--runs N] [--json] [--kernels SET] [--readytorun] [MODEL...]
# A MODEL is an .ecnn file, an .onnx file or a folder with a model.onnx; without any: the committed model and, where the shared
# data lie beside the project, MobileNetV2-224 and the small int8 models. Medians of N processes (9); "best" is the least.
# The agent is published as native code, as boards get it, for this very processor; with --readytorun, or where clang is missing,
# ReadyToRun in one image with the framework. The table says what it was.
# Leaves with 5 if a model takes longer than its target: 60 ms, or 10 ms for models under 15 million multiply-adds.
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
work=$tree/.cache/cold-start
shared=$tree/../shared/data/perf-models
runs=9 json=no native=yes models=() extra=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    --json) json=yes ;;
    --readytorun) native=no ;;
    --runs) runs=${2:?--runs wants a number}; shift ;;
    --kernels) extra+=(--kernels "${2:?--kernels wants a set}"); shift ;;
    -*) echo "cold-start: unknown option '$1'. See --help." >&2; exit 2 ;;
    *) models+=("$1") ;;
  esac
  shift
done
[[ $runs =~ ^[1-9][0-9]*$ ]] || { echo "cold-start: --runs wants a number from 1 on, got '$runs'." >&2; exit 2; }
if [ ${#models[@]} = 0 ]; then
  models=("$tree/models/mnist-cnn/model.ecnn")
  for name in mobilenetv2_224_int8 seed_cifar_int8 resnet8_int8 mobilenetv1_025_96_int8; do
    [ ! -d "$shared/$name" ] || models+=("$shared/$name")
  done
fi

mkdir -p "$work/models"
# quiet COMMAND...: says something only when it fails.
quiet() { "$@" >"$work/log" 2>&1 || { tail -20 "$work/log" >&2; return 1; }; }
case $(uname -m) in aarch64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac
# With outputs of its own: kernels are compiled differently for it, see Kernels/Compilation.cs.
publish() { rm -rf "$work/agent"; dotnet publish -m:1 -c Release "$tree/src/EdgeCnn.Agent" --artifacts-path "$work/artifacts" -o "$work/agent" "$@"; }
# For this processor, since the x64 baseline has none of the kernels' instructions (that of ARM64 has NEON). ReadyToRun is one
# image with the framework, whose generic code over our types is then compiled too.
if [ $native = yes ] && command -v clang >/dev/null && quiet publish -r $rid -p:PublishAot=true -p:IlcInstructionSet=native; then
  compiled="as native code, for this processor"
else
  [ $native = no ] || echo "cold-start: no native code here (clang, or the packages for it, are missing): ReadyToRun instead" >&2
  compiled="ReadyToRun with the framework, for this processor"
  quiet publish -r $rid --self-contained true -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=true -p:PublishReadyToRunCrossgen2ExtraArgs=--instruction-set:native || {
    compiled=ReadyToRun; quiet publish -r $rid --self-contained false -p:PublishReadyToRun=true || { compiled="at run time"; quiet publish; }; }
fi
agent() { if [[ $compiled = *processor ]]; then "$work/agent/edgecnn-agent" "$@"; else dotnet "$work/agent/edgecnn-agent.dll" "$@"; fi; }

lines=$work/lines
: >"$lines"
for model in "${models[@]}"; do
  [ ! -d "$model" ] || model=$model/model.onnx
  if [[ $model = *.onnx ]]; then
    name=$(basename "$(dirname "$model")")
    if [ ! -e "$work/models/$name.ecnn" ] || [ "$model" -nt "$work/models/$name.ecnn" ]; then
      [ -n "${built:-}" ] || { quiet dotnet build -m:1 -c Release "$tree/src/EdgeCnn.Cli"; built=yes; }
      quiet dotnet "$tree/src/EdgeCnn.Cli/bin/Release/net10.0/edgecnn.dll" import "$model" --out "$work/models/$name.ecnn"
    fi
    model=$work/models/$name.ecnn
  fi
  for ((run = 0; run < runs; run++)); do
    agent bench "$model" --runs 20 --json ${extra[@]+"${extra[@]}"} >>"$lines"
  done
done

# Numbers out of the agent's own lines, one document each; the first of a key's name is that of the only model.
awk -v json=$json -v compiled="$compiled" -v runs="$runs" '
  function text(key) { match($0, "\"" key "\":\"[^\"]*\""); return substr($0, RSTART + length(key) + 4, RLENGTH - length(key) - 5) }
  function number(key) { match($0, "\"" key "\":[0-9.eE+-]+"); return substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3) + 0 }
  # The middle of the values of a key; i-th smallest by counting, a handful of values each.
  function order(model, key, rank,    i, j, below, equal) {
    for (i = 1; i <= count[model]; i++) {
      below = equal = 0
      for (j = 1; j <= count[model]; j++) { below += value[model, key, j] < value[model, key, i]; equal += value[model, key, j] == value[model, key, i] }
      if (below < rank && rank <= below + equal) return value[model, key, i]
    }
  }
  {
    model = text("model"); kernels = text("kernels")
    if (!(model in count)) names[++models] = model
    i = ++count[model]; macs[model] = number("macs")
    split("before_ms read_ms plan_ms first_run_ms main_to_first_result_ms p50_us compile_ms compiled_methods", keys, " ")
    for (k in keys) value[model, keys[k], i] = number(keys[k])
  }
  END {
    if (json == "yes") printf "{\"compiled\":\"%s\",\"kernels\":\"%s\",\"processes\":%d,\"models\":[", compiled, kernels, runs
    else {
      printf "Main to first result, medians of %d processes, milliseconds; published %s, kernels %s\n", runs, compiled, kernels
      printf "%-28s %12s %8s %8s %8s %9s %8s %8s %8s %9s %8s %10s\n", "model", "MAC", "before", "read", "plan", "first run", "total", "best", "target", "compiler", "methods", "steady µs"
    }
    for (m = 1; m <= models; m++) {
      model = names[m]; name = model; sub(/.*\//, "", name); sub(/\.ecnn$/, "", name)
      middle = int((count[model] + 1) / 2); target = macs[model] < 15000000 ? 10 : 60
      total = order(model, "main_to_first_result_ms", middle); best = order(model, "main_to_first_result_ms", 1)
      late += total > target
      if (json == "yes") printf "%s{\"model\":\"%s\",\"macs\":%d,\"before_ms\":%.2f,\"read_ms\":%.2f,\"plan_ms\":%.2f,\"first_run_ms\":%.2f,\"main_to_first_result_ms\":%.2f,\"best_ms\":%.2f,\"target_ms\":%d,\"compile_ms\":%.2f,\"compiled_methods\":%d,\"p50_us\":%.1f}", (m > 1 ? "," : ""), model, macs[model], order(model, "before_ms", middle), order(model, "read_ms", middle), order(model, "plan_ms", middle), order(model, "first_run_ms", middle), total, best, target, order(model, "compile_ms", middle), order(model, "compiled_methods", middle), order(model, "p50_us", middle)
      else printf "%-28s %12d %8.1f %8.1f %8.1f %9.1f %8.1f %8.1f %8d %9.1f %8d %10.1f\n", name, macs[model], order(model, "before_ms", middle), order(model, "read_ms", middle), order(model, "plan_ms", middle), order(model, "first_run_ms", middle), total, best, target, order(model, "compile_ms", middle), order(model, "compiled_methods", middle), order(model, "p50_us", middle)
    }
    if (json == "yes") print "]}"
    exit late ? 5 : 0
  }' "$lines"
