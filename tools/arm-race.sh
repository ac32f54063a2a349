#!/usr/bin/env bash
# Exactly how many instructions an inference takes on ARM64, ours beside ONNX Runtime's arm64 library, float and int8, counted
# under emulation of Cortex-A53, A72 and A76; then *modelled* milliseconds of boards.
#   tools/arm-race.sh [MODEL...] [--json]
#   MODEL   folder NAME/model.onnx of MODELS (../shared/data/perf-models), or an .onnx file; without any: all of MODELS
# CPUS chooses processors ("cortex-a53 cortex-a72 cortex-a76"), RUNS how many inferences are counted (2). Counts, logs and
# arm-race.json stay in .cache/arm-race. Exit code 5: a ratio is above what tools/arm64/report/RaceChecks.cs demands.
# Needs what tools/arm64/setup.sh and tools/onnxruntime/setup.sh need, gcc, and of apt qemu-user and llvm-19.
set -euo pipefail
case " $* " in *" --help "* | *" -h "*) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;; esac
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
cache="$root/.cache/arm64"
race="$root/.cache/arm-race"
models=$(realpath -m "${MODELS:-$root/../shared/data/perf-models}")
read -ra cpus <<<"${CPUS:-cortex-a53 cortex-a72 cortex-a76}"
declare -A parts=([cortex-a53]=0xd03 [cortex-a72]=0xd08 [cortex-a76]=0xd0b)
for cpu in "${cpus[@]}"; do [ -n "${parts[$cpu]:-}" ] || { echo "arm-race.sh: unknown CPU $cpu (known: ${!parts[*]})" >&2; exit 2; }; done

json=() names=() files=()
add() { names+=("$1"); files+=("$(realpath "$2")"); }
for argument in "$@"; do
  if [ "$argument" = --json ]; then json=(--json)
  elif [ -f "$argument" ]; then
    name=$(basename "$argument" .onnx)
    [ "$name" != model ] || name=$(basename "$(dirname "$(realpath "$argument")")")
    add "$name" "$argument"
  elif [ -f "$models/$argument/model.onnx" ]; then add "$argument" "$models/$argument/model.onnx"
  else echo "arm-race.sh: $argument is neither an .onnx file nor a folder of $models" >&2; exit 2; fi
done
if [ ${#names[@]} = 0 ]; then
  for file in "$models"/*/model.onnx; do [ ! -f "$file" ] || add "$(basename "$(dirname "$file")")" "$file"; done
fi
[ ${#names[@]} -gt 0 ] || { echo "arm-race.sh: no NAME/model.onnx in $models" >&2; exit 2; }

"$root/tools/arm64/setup.sh" >&2
source "$root/tools/arm64/install.sh"
install_command llvm-mca-19 llvm-19
install_command qemu-aarch64 qemu-user
install_command gcc gcc libc6-dev
bash "$root/tools/onnxruntime/setup.sh" >&2
dotnet publish "$root/tools/arm64/probe" -c Release -r linux-arm64 --artifacts-path "$cache/artifacts" -o "$cache/probe" -v:q -nologo >&2
for project in tools/arm64/report src/EdgeCnn.Cli; do dotnet msbuild "$root/$project" -nologo -v:q -restore -p:Configuration=Release >&2; done
rm -rf "$race"
mkdir -p "$race/models" "$race/runs"
gcc -O2 -Wall -Wextra -Wno-unused-parameter -fPIC -shared -o "$race/count.so" "$root/tools/arm64/count.c"

ours=()
for i in "${!names[@]}"; do
  dotnet "$root/src/EdgeCnn.Cli/bin/Release/net10.0/edgecnn.dll" import "${files[i]}" --out "$race/models/${names[i]}.ecnn" >&2
  ours+=("$race/models/${names[i]}.ecnn")
done
printf '%s\n' "${names[@]}" >"$race/runs/models"
printf '%s\n' "${cpus[@]}" >"$race/runs/cpus"

# ONNX Runtime reads in /proc/cpuinfo which core it has; the emulator shows this machine's.
sysroot() {
  local cpu=$1 features="fp asimd evtstrm aes pmull sha1 sha2 crc32 cpuid"
  [ "$cpu" != cortex-a76 ] || features="fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp"
  mkdir -p "$race/$cpu/proc"
  ln -s /usr/aarch64-linux-gnu/lib "$race/$cpu/lib"
  for core in $(seq 0 $(($(nproc) - 1))); do
    printf 'processor\t: %s\nBogoMIPS\t: 108.00\nFeatures\t: %s\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: %s\nCPU revision\t: 4\n\n' "$core" "$features" "${parts[$cpu]}"
  done >"$race/$cpu/proc/cpuinfo"
}

# count CPU CONTENDER ARGUMENT...: one process for all models, since most of its time is the start.
count() {
  local cpu=$1 contender=$2 run="$race/runs/$1.$2"
  shift 2
  mkdir -p "$run"
  [ ! -e "$run/complete" ] || { echo "$contender on $cpu was counted before" >&2; return; }
  # Without tiers the JIT's code is at once what a long run ends with; its map says which method a block of code belongs to.
  CPU=$cpu SYSROOT="$race/$cpu" QEMU=qemu-aarch64 QEMU_PLUGIN="$race/count.so,out=$run/blocks" ORT_DISABLE_TELEMETRY=1 \
    DOTNET_TieredCompilation=0 DOTNET_PerfMapEnabled=3 DOTNET_PerfMapJitDumpPath="$run" \
    "$root/tools/arm64/run.sh" "$cache/probe/probe" infer "$contender" "${RUNS:-2}" "$@" >"$run/outputs" 2>"$run/log" ||
    { echo "arm-race.sh: $contender on $cpu failed" >&2; tail -20 "$run/log" >&2; return 1; }
  touch "$run/complete"
  echo "counted $contender on $cpu ($SECONDS s)" >&2
}

# The rival's counts are kept as long as nothing that they depend on changes: half of the time is theirs.
library="$root/tools/onnxruntime/node_modules/onnxruntime-node/bin/napi-v6/linux/arm64/libonnxruntime.so.1"
key=$({ cat "$library" "$root/tools/arm64/count.c" "$root/tools/arm64/probe/Inference.cs" "$root"/tools/onnxruntime/binding/*.cs "${files[@]}"; printf '%s\n' "${RUNS:-2}" "${names[@]}"; } | sha256sum | cut -c1-16)
for cpu in "${cpus[@]}"; do
  sysroot "$cpu"
  mkdir -p "$root/.cache/arm-race-rival/$cpu-$key"
  ln -s "$root/.cache/arm-race-rival/$cpu-$key" "$race/runs/$cpu.onnxruntime"
  count "$cpu" edgecnn "${ours[@]}" &
  pid=$!
  trap 'kill $pid 2>/dev/null || true' EXIT
  count "$cpu" onnxruntime "$library" "${files[@]}"
  wait $pid
  trap - EXIT
done

report() { dotnet "$root/tools/arm64/report/bin/Release/net10.0/report.dll" race "$race/runs" "$@"; }
status=0
report "${json[@]}" >"$race/report" || status=$?
cat "$race/report"
exit $status
