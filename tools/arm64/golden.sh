#!/usr/bin/env bash
# Real models give the same bytes everywhere: makes golden vectors of them with the portable kernels, here, and checks them
# with every kernel set of this machine and on emulated boards, where the kernels are compared with the portable ones too. The committed
# models come along with the vectors that lie beside them.
#   tools/arm64/golden.sh [CPU...]
#   CPU   cortex-a53, cortex-a72 or cortex-a76; without any: all three. "none": this machine's kernel sets only
# MODELS is a folder of NAME/model.onnx (../shared/data/onnx-model-tests), GOLDEN the vectors of each model (2). Models, vectors and
# logs stay in .cache/golden. Ends with "N passed, N failed".
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)
cache="$root/.cache/arm64"
golden="$root/.cache/golden"
models=$(realpath -m "${MODELS:-$root/../shared/data/onnx-model-tests}")
vectors=${GOLDEN:-2}

declare -A kernels=([cortex-a53]=neon [cortex-a72]=neon [cortex-a76]=neon-dot)
cpus=("$@")
[ ${#cpus[@]} -gt 0 ] || cpus=(cortex-a53 cortex-a72 cortex-a76)
[ "${cpus[*]}" != none ] || cpus=()
for cpu in "${cpus[@]}"; do
  [ -n "${kernels[$cpu]:-}" ] || { echo "golden.sh: unknown CPU $cpu (known: ${!kernels[*]}, or none)" >&2; exit 2; }
done
compgen -G "$models/*/model.onnx" >/dev/null || { echo "golden.sh: no NAME/model.onnx in $models" >&2; exit 2; }

for program in Cli Agent; do dotnet build "$root/src/EdgeCnn.$program" -c Release -v:q -nologo >/dev/null; done
edgecnn() { dotnet "$root/src/EdgeCnn.Cli/bin/Release/net10.0/edgecnn.dll" "$@"; }
agent() { dotnet "$root/src/EdgeCnn.Agent/bin/Release/net10.0/edgecnn-agent.dll" "$@"; }
if [ ${#cpus[@]} -gt 0 ]; then
  "$here/setup.sh"
  # In the form that goes onto a board.
  "$root/deploy/publish.sh" linux-arm64 "$cache/agent-native"
fi
echo "built ($SECONDS s)"

passed=0 failed=0
rm -rf "$golden"
mkdir -p "$golden/logs"

# Equal vectors prove little where the model gives the same answer to any input.
vectors_differ() {
  node -e '
    const fs = require("fs"), [folder, name] = process.argv.slice(1);
    const golden = JSON.parse(fs.readFileSync(`${folder}/${name}.golden.json`)), data = fs.readFileSync(`${folder}/${golden.data}`);
    const size = { Float32: 4, Int32: 4, UInt8: 1, Int8: 1 };
    const bytes = (tensors) => tensors.reduce((sum, t) => sum + size[t.type] * t.shape.reduce((a, b) => a * b, 1), 0);
    const from = bytes(golden.inputs), each = from + bytes(golden.outputs);
    if (data.length !== each * golden.vectors) throw new Error(`${name}: ${data.length} bytes, expected ${golden.vectors} vectors of ${each}`);
    const outputs = new Set(Array.from({ length: golden.vectors }, (_, v) => data.toString("base64", v * each + from, (v + 1) * each)));
    if (outputs.size !== golden.vectors) throw new Error(`${name}: only ${outputs.size} of ${golden.vectors} vectors have different outputs`);
  ' "$golden" "$1"
}

for model in "$models"/*/model.onnx; do
  name=$(basename "$(dirname "$model")")
  if (cd "$golden" && edgecnn import "$model" --out "$name.ecnn" --golden "$vectors" >"logs/$name.log" 2>&1) && { [ "$vectors" = 1 ] || vectors_differ "$name" >>"$golden/logs/$name.log" 2>&1; }; then
    passed=$((passed + 1))
    cat "$golden/logs/$name.log"
  else
    failed=$((failed + 1))
    echo "FAIL  $name"
    tail -12 "$golden/logs/$name.log" | cut -c1-300 | sed 's/^/    /'
  fi
done
for model in "$root"/models/*/model.ecnn; do
  name=$(basename "$(dirname "$model")")
  mkdir -p "$golden/committed/$name"
  cp "$model" "${model%.ecnn}".golden.* "$golden/committed/$name/"
done
made=$(find "$golden" -name "*.golden.json" | wc -l)
echo "golden vectors of $made models ($SECONDS s)"

# count NAME KERNELS MODELS STATUS BEGIN: adds what a selftest's log says; with which kernels it ran, and on how many models, must be as expected.
count() {
  local log="$golden/logs/${1// /-}.log" line sets
  line=$(tail -1 "$log")
  sets=$(sed -n '1s/.*, kernels \([^,]*\).*/\1/p' "$log")
  if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
    if [ "$4" != 0 ] && [ "${BASH_REMATCH[2]}" = 0 ]; then failed=$((failed + 1)); line="$line, exit code $4"; fi
  else
    failed=$((failed + 1)) line="ended early, exit code $4"
  fi
  [ "$(grep -c "golden.json: .*kernels $2," "$log")" = "$3" ] || { failed=$((failed + 1)); line="$line, not $3 models with $2 (best of the processor: $sets)"; }
  echo "$1: $line ($((SECONDS - $5)) s)"
  [ "$4" = 0 ] || grep -v '^pass' "$log" | head -20 | cut -c1-400 | sed 's/^/    /'
}

# this_machine NAME KERNELS [ENVIRONMENT...]: the golden vectors on this machine.
this_machine() {
  local name=$1 set=$2 begin=$SECONDS status=0
  shift 2
  env "$@" dotnet "$root/src/EdgeCnn.Agent/bin/Release/net10.0/edgecnn-agent.dll" selftest --golden "$golden" --kernels "$set" >"$golden/logs/${name// /-}.log" 2>&1 || status=$?
  count "$name" "$set" "$made" "$status" "$begin"
}

for set in $(agent selftest | sed -n '1{s/.*, kernels //;s/, / /gp}'); do this_machine "this machine $set" "$set"; done
# Without them .NET's vectors are loops and a fused multiply-add is a call of the C library.
this_machine "this machine without vector instructions" portable DOTNET_EnableHWIntrinsic=0

# At most two boards at once, each with its best kernels; the portable ones, which are the same on all, on the first.
declare -A running=() # process id -> "CPU KERNELS begin"
trap 'kill "${!running[@]}" 2>/dev/null || true' EXIT
finish_one() {
  local pid status=0 cpu set begin
  wait -n -p pid "${!running[@]}" || status=$?
  read -r cpu set begin <<<"${running[$pid]}"
  unset "running[$pid]"
  count "$cpu $set" "$set" "$made" "$status" "$begin"
}
start() {
  local cpu=$1 set=$2
  shift 2
  [ ${#running[@]} -lt 2 ] || finish_one
  CPU=$cpu timeout "${SUITE_TIMEOUT:-600}" "$here/run.sh" "$cache/agent-native/edgecnn-agent" selftest --golden "$golden" "$@" >"$golden/logs/$cpu-$set.log" 2>&1 &
  running[$!]="$cpu $set $SECONDS"
}
# Without --kernels the models run with what the processor gets by itself, and all its kernel sets are compared first.
for cpu in "${cpus[@]}"; do start "$cpu" "${kernels[$cpu]}"; done
[ ${#cpus[@]} = 0 ] || start "${cpus[0]}" portable --kernels portable
while [ ${#running[@]} -gt 0 ]; do finish_one; done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$made" -gt 0 ]
