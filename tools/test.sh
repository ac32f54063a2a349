#!/usr/bin/env bash
# All tests: the native suites, then those that need a tool of the system's or npm's package manager, which are installed
# by name. A suite that cannot run here is named with the command that would run it; with CI=true it counts as failed.
# Ends with "N passed, N failed" over everything.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
cache=.cache
data=$cache/data
shared=../shared/data
logs=$cache/logs
mkdir -p "$logs"
passed=0 failed=0

# count NAME LOG STATUS: adds the suite's last "N passed, N failed"; a suite without such a line has failed.
count() {
  local line
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$2" | tail -1)
  if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
    if [ "$3" != 0 ] && [ "${BASH_REMATCH[2]}" = 0 ]; then failed=$((failed + 1)); line="$line, but exit code $3"; fi
    # A suite in which nothing ran has proved nothing.
    if [ "${BASH_REMATCH[1]}" = 0 ]; then failed=$((failed + 1)); line="$line: nothing ran"; fi
  else
    failed=$((failed + 1)) line="no result, exit code $3"
  fi
  echo "== $1: $line ($SECONDS s)"
  if [ "$3" != 0 ]; then tail -40 "$2" | sed 's/^/   /'; fi
}

# suite NAME COMMAND...: runs a suite that prints its own count.
suite() {
  local name=$1 log="$logs/${1// /-}.log" status=0
  shift
  echo "-- $name: $*"
  "$@" >"$log" 2>&1 || status=$?
  count "$name" "$log" $status
}

# check NAME COMMAND...: a single test that is right when the command succeeds.
check() {
  local name=$1 log="$logs/${1// /-}.log"
  shift
  if "$@" >"$log" 2>&1; then passed=$((passed + 1)); echo "pass  $name"
  else failed=$((failed + 1)); echo "FAIL  $name: $*"; tail -20 "$log" | sed 's/^/   /'; fi
}

# skip NAME COMMAND WHY
skip() {
  if [ "${CI:-}" = true ]; then failed=$((failed + 1)); echo "FAIL  $1 could not run: $3"
  else echo "SKIPPED $1: $2   ($3)"; fi
}

native() {
  local status=0
  dotnet test EdgeCnn.sln -c Release --no-build >"$logs/native.raw" 2>&1 || status=$?
  # One line a project: "Passed!  - Failed: 0, Passed: 12, Skipped: 1, ..."
  awk '/^(Passed!|Failed!|Skipped!)/ {
         match($0, /Failed: +[0-9]+/);  f += substr($0, RSTART + 7, RLENGTH - 7)
         match($0, /Passed: +[0-9]+/);  p += substr($0, RSTART + 7, RLENGTH - 7)
         n++ }
       END { print n " projects"; print p + 0 " passed, " f + 0 " failed" }' "$logs/native.raw"
  grep -E '^(Passed!|Failed!)|\[FAIL\]|^ *Skipped ' "$logs/native.raw"
  # A test program that crashed reports no count; that must not look like success.
  grep -E 'Test Run Aborted|error :|The active test run was aborted' "$logs/native.raw" && status=1
  return $status
}

agent() { dotnet src/EdgeCnn.Agent/bin/Release/net10.0/edgecnn-agent.dll "$@"; }
edgecnn() { dotnet src/EdgeCnn.Cli/bin/Release/net10.0/edgecnn.dll "$@"; }

# The demo as the README promises it: 100 decisions, then one line; codes are equal everywhere, so as many are right as it says.
demo() {
  local out right
  right=$(grep -om1 '[0-9]* of 100 right' README.md) || return
  out=$(agent run --demo --port "${DEMO_PORT:-18081}" </dev/null) || return
  echo "$out" | tail -1
  [ "$(echo "$out" | wc -l)" = 101 ] && [[ $(echo "$out" | tail -1) =~ ^([0-9]+\ of\ 100\ right),\ p50\ .*,\ kernels\ .*,\ page\ at\ http:// ]] && [ "${BASH_REMATCH[1]}" = "$right" ]
}

# accuracy NAME DATA LEAST LOSS: a committed model on all test pictures: as a float network at least so good, and what its file says of the
# training; int8, as .ecnn and as ONNX, no more than so much worse.
accuracy() {
  local file said
  said=$(edgecnn inspect "models/$1/model.ecnn" --json | node -pe 'JSON.parse(require("fs").readFileSync(0)).provenance["train.testAccuracy"]')
  for file in float.onnx model.ecnn model.onnx; do
    edgecnn eval "models/$1/$file" --data "$2" --json | tee /dev/stderr |
      node -e 'const r = JSON.parse(require("fs").readFileSync(0)), [file, said, least, loss] = process.argv.slice(1);
        const good = file === "float.onnx" ? r.top1 >= least && Math.abs(r.top1 - said) <= 0.0002 : r.top1 >= said - loss;
        process.exit(r.images === 10000 && good ? 0 : 1)' "$file" "$said" "$3" "$4" || return
  done
}

# ResNet-8 of others on all test pictures of CIFAR-10, as accurate as with ONNX Runtime.
cifar() {
  edgecnn eval "$shared/onnx-model-tests/$1/model.onnx" --data "cifar10:$data/cifar10" --input-range 0..255 --json | tee /dev/stderr |
    node -e 'const r = JSON.parse(require("fs").readFileSync(0)), [expected, allowed] = process.argv.slice(1).map(Number);
      process.exit(r.images === 10000 && Math.abs(r.top1 - expected) <= allowed + 1e-9 ? 0 : 1)' "$2" "$3"
}

# The same seed gives the same bytes at any number of threads, on real pictures too, and learns.
reproduce() {
  local threads
  for threads in 1 2; do
    edgecnn train mnist-cnn --data "mnist:$data/mnist" --epochs 1 --batch 64 --seed 1 --threads $threads --restart --out "$cache/train-$threads" --json >"$cache/train-$threads.json" || return
  done
  node -e 'process.exit(JSON.parse(require("fs").readFileSync(process.argv[1])).testAccuracy >= 0.98 ? 0 : 1)' "$cache/train-1.json" || return
  cmp "$cache/train-1/model.ecnn" "$cache/train-2/model.ecnn"
}

page() {
  local token=0123456789abcdef-for-the-tests
  rm -rf "$cache/page" && mkdir -p "$cache/page" && echo "$token" >"$cache/page/token" || return
  # Not through the function above: the signal must reach the program itself.
  dotnet src/EdgeCnn.Agent/bin/Release/net10.0/edgecnn-agent.dll run models/mnist-cnn/model.ecnn --camera files:models/mnist-cnn/samples --loop --fps 500 --port 18082 \
    --token-file "$cache/page/token" --save "$cache/page/saved" >/dev/null &
  local pid=$!
  for _ in $(seq 100); do curl -sf http://127.0.0.1:18082/healthz >/dev/null && break; sleep 0.1; done
  # Long enough that every counter has four digits, as on a board that has run for a while.
  sleep 4
  # A port taken by another program must not let that one be tested instead.
  kill -0 $pid || return 1
  node tools/browser/check-page.mjs "http://127.0.0.1:18082/?token=$token" "$cache/page"
  local status=$?
  # Both dialogs, at the two widths, have stored one picture each, and nothing else.
  [ "$(find "$cache/page/saved" -type f -name '*.png' | wc -l)" = 2 ] || status=1
  kill -TERM $pid
  wait $pid || status=1
  return $status
}

# same_hash NAME KERNELS COMMAND...: an agent gives of a committed model's samples the outputs whose hash is committed.
same_hash() {
  local model=models/$1 kernels=$2 expected got
  shift 2
  expected=$(tr -d ' \n' <"$model/golden.json")
  got=$("$@" run "$model/model.ecnn" --camera "files:$model/samples" --no-page --hash | tail -1)
  echo "$model: $got, expected $expected"
  node -e 'const [e, g] = process.argv.slice(1, 3).map(s => JSON.parse(s));
    process.exit(g.sha256 === e.sha256 && g.probabilitiesSha256 === e.probabilitiesSha256 && g.frames === 100 && (process.argv[3] === "any" || g.kernels === process.argv[3]) ? 0 : 1)' "$expected" "$got" "$kernels"
}

# All committed models, here, with the best kernels and the portable ones.
portable_agent() { agent "$@" --kernels portable; }
hashes() {
  local model
  for model in models/*/model.ecnn; do
    model=$(basename "$(dirname "$model")")
    same_hash "$model" any agent && same_hash "$model" portable portable_agent || return
  done
}

# The agent on an emulated board, as native code or with the runtime.
board_agent() { CPU=$2 same_hash mnist-cnn "$3" tools/arm64/run.sh "$cache/arm64/agent-$1/edgecnn-agent"; }

board_page() {
  CPU=$2 tools/arm64/run.sh "$cache/arm64/agent-$1/edgecnn-agent" run models/mnist-cnn/model.ecnn --camera files:models/mnist-cnn/samples --loop --fps 5 --port 18083 >/dev/null 2>"$cache/board-page.err" &
  local pid=$! status=1
  for _ in $(seq 60); do curl -sf http://127.0.0.1:18083/healthz && status=0 && break; sleep 0.5; done
  # Into files: a reader that has seen enough would end the sender, which then says that it failed.
  [ $status = 0 ] && curl -sf http://127.0.0.1:18083/ -o "$cache/board-page.html" && grep -q '<title>' "$cache/board-page.html" &&
    curl -sf http://127.0.0.1:18083/frame.jpg -o "$cache/board-page.jpg" && [ "$(od -An -tx1 -N2 "$cache/board-page.jpg")" = ' ff d8' ] || status=1
  kill -TERM $pid
  wait $pid || status=1
  return $status
}

root=false; [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && root=true
# A camera's JPEG pictures are decoded by it where it is; both ways are tested.
if $root && ! [ -e "/usr/lib/$(uname -m)-linux-gnu/libturbojpeg.so.0" ]; then
  check "libturbojpeg" sh -c 'DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; apt-get -qq install --no-install-recommends libturbojpeg0 || { apt-get -qq update && apt-get -qq install --no-install-recommends libturbojpeg0; }'
fi

check "build" dotnet build EdgeCnn.sln -c Release
[ $failed = 0 ] || { echo "$passed passed, $failed failed"; exit 1; }
suite "native" native
# Lesser processors of this kind, so that their sets' own branches are tested too.
if grep -qw avx512f /proc/cpuinfo 2>/dev/null; then
  check "kernels without AVX-512" env DOTNET_EnableAVX512=0 dotnet test tests/EdgeCnn.Kernels.Tests -c Release --no-build
  check "kernels with AVX2 only" env DOTNET_EnableAVX512=0 DOTNET_EnableAVXVNNI=0 EDGECNN_EXPECT_KERNELS=avx2 dotnet test tests/EdgeCnn.Kernels.Tests -c Release --no-build
fi
check "demo" demo

have_node=false; command -v node >/dev/null && command -v npm >/dev/null && have_node=true
if $have_node; then check "hashes of the committed models" hashes
else skip hashes "bash tools/test.sh" "node is missing"; fi

if edgecnn data get mnist --dir "$data/mnist" >"$logs/data.log" 2>&1; then
  if $have_node; then
    check "accuracy of mnist-cnn" accuracy mnist-cnn "mnist:$data/mnist" 0.993 0.002
    check "train, the same bytes on one thread and two" reproduce
    if bash tools/onnxruntime/setup.sh >"$logs/onnxruntime-setup.log" 2>&1; then
      suite "onnxruntime" dotnet run -c Release --project tools/onnxruntime/parity -- "$data/mnist" 1000
      # The rules are those of ONNX Runtime's x86-64 code; without VNNI its sums saturate at 16 bits.
      [ "$(uname -m)" != x86_64 ] || suite "integer rules" node tools/onnxruntime/rules.mjs
      ! grep -q 'avx512_vnni\|avx_vnni' /proc/cpuinfo || suite "random QDQ networks" dotnet run tools/onnxruntime/networks.cs
      # Not for its times: both engines in their own processes, and equal outputs.
      check "race" bash tools/race.sh models/mnist-cnn --rounds 3
    else skip onnxruntime "bash tools/onnxruntime/setup.sh" "$(tail -1 "$logs/onnxruntime-setup.log")"; fi
  else skip onnxruntime "bash tools/test.sh" "node and npm are missing"; fi
else
  skip mnist "edgecnn data get mnist --dir $data/mnist" "$(tail -1 "$logs/data.log")"
fi

if [ -d $shared/onnx-node ]; then suite "conformance" dotnet run tools/conformance/suites.cs -- $shared
else skip conformance "dotnet run tools/conformance/suites.cs -- DATA_DIR" "$shared/onnx-node is absent"; fi

if ! $have_node; then skip cifar10 "bash tools/test.sh" "node is missing"
elif edgecnn data get cifar10 --dir "$data/cifar10" >"$logs/cifar10.log" 2>&1; then
  check "accuracy of cifar10-seed" accuracy cifar10-seed "cifar10:$data/cifar10" 0.74 0.005
  check "accuracy of cifar10-resnet8" accuracy cifar10-resnet8 "cifar10:$data/cifar10" 0.875 0.005
  check "accuracy of cifar10-mobilenet" accuracy cifar10-mobilenet "cifar10:$data/cifar10" 0.88 0.005
  if [ -d $shared/onnx-model-tests ]; then
    check "accuracy of others' ResNet-8, float" cifar ic_resnet8_fp32 0.8719 0.0002
    check "accuracy of others' ResNet-8, int8" cifar ic_resnet8_int8_qdq 0.8702 0.0005
  else skip "others' ResNet-8" "edgecnn eval MODEL.onnx --data cifar10:$data/cifar10" "$shared/onnx-model-tests is absent"; fi
else skip cifar10 "edgecnn data get cifar10 --dir $data/cifar10" "$(tail -1 "$logs/cifar10.log")"; fi

suite "packages" bash tools/package/test.sh

if $have_node && bash tools/browser/setup.sh >"$logs/browser-setup.log" 2>&1; then suite "browser" page
else skip browser "bash tools/browser/setup.sh" "$($have_node && tail -1 "$logs/browser-setup.log" || echo 'node and npm are missing')"; fi

if [ "$(uname -m)" = x86_64 ] && { $root || command -v qemu-aarch64-static >/dev/null; } && bash tools/arm64/setup.sh >"$logs/arm64-setup.log" 2>&1; then
  check "arm64 publish" dotnet publish src/EdgeCnn.Agent -c Release -r linux-arm64 --artifacts-path "$cache/arm64/artifacts" -o "$cache/arm64/agent-runtime"
  check "arm64 cortex-a53 hash" board_agent runtime cortex-a53 neon
  check "arm64 cortex-a53 page" board_page runtime cortex-a53
  check "arm64 native publish" bash deploy/publish.sh linux-arm64 "$cache/arm64/agent-native"
  check "arm64 native cortex-a53 hash" board_agent native cortex-a53 neon
  check "arm64 native cortex-a72 hash" board_agent native cortex-a72 neon
  check "arm64 native cortex-a76 hash" board_agent native cortex-a76 neon-dot
  check "arm64 native cortex-a53 page" board_page native cortex-a53
  check "arm64 native cortex-a76 selftest" env CPU=cortex-a76 tools/arm64/run.sh "$cache/arm64/agent-native/edgecnn-agent" selftest
  suite "arm64" bash tools/arm64/test.sh cortex-a53 cortex-a76
  if $root || command -v llvm-mca-19 >/dev/null; then suite "kernel report" bash tools/kernel-report.sh
  else skip "kernel report" "tools/kernel-report.sh" "llvm-19 is missing"; fi
  if [ -d $shared/onnx-model-tests ] && $have_node; then suite "arm64 golden vectors" bash tools/arm64/golden.sh
  else skip "arm64 golden vectors" "MODELS=DIR tools/arm64/golden.sh" "$shared/onnx-model-tests or node is missing"; fi
  suite "arm64 a72 dispatch" env FILTER=KernelSetsTests bash tools/arm64/test.sh cortex-a72 -- Kernels
  if $root; then suite "virtual board" env AGENT="$PWD/$cache/arm64/agent-native" bash tools/board/test.sh --smoke
  else skip "virtual board" "tools/board/test.sh --smoke" "needs root with apt"; fi
else
  skip "arm64 and virtual board" "bash tools/arm64/setup.sh && bash tools/arm64/test.sh && bash tools/board/test.sh --smoke" "needs root with apt, or qemu-user-static, on x86-64"
fi

echo "$passed passed, $failed failed"
[ $failed = 0 ]
