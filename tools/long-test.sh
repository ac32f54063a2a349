#!/usr/bin/env bash
# The tests that take too long for every build: the property tests of tools/test.sh with many more cases, those of the
# kernels on emulated boards too (a fifth of the cases), a thousand runs without allocation of each model in
# ../shared/data/onnx-model-tests, and ten minutes of the agent at full rate (tools/soak.sh).
#   tools/long-test.sh [CASES]
#   CASES   mutants for each fuzz test, shapes for the kernels (100,000); each is known by its number, so that a failure can be run again alone
# FIRST=N begins with case N, by which further cases can be tried. FILTER=TEXT runs only the tests whose names contain it.
# A broken property prints the case's number and where its file was kept, a crash leaves the number in a file
# edgecnn-fuzz-*.case of the temporary folder; to run that one again:
#   EDGECNN_FUZZ_FIRST=NUMBER EDGECNN_FUZZ_CASES=1 dotnet test -c Release tests/EdgeCnn.Onnx.Tests --filter Fuzz
# Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
case ${1:-100000} in
  *[!0-9]* | "") sed -n '2,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
export EDGECNN_FUZZ_CASES=${1:-100000} EDGECNN_FUZZ_FIRST=${FIRST:-0}
logs=.cache/logs
mkdir -p "$logs"
passed=0 failed=0

# tests PROJECT CLASS WHAT: tests of a project, by whose last line they are counted.
tests() {
  local project=$1 log="$logs/long-$1.log" status=0 line p=0 f=0
  dotnet test "tests/EdgeCnn.$project.Tests" -c Release --filter "FullyQualifiedName~$2${FILTER:+&FullyQualifiedName~$FILTER}" >"$log" 2>&1 || status=$?
  line=$(grep -E '^(Passed|Failed)! ' "$log" | tail -1)
  if [[ $line =~ Failed:\ +([0-9]+),\ Passed:\ +([0-9]+) ]]; then f=${BASH_REMATCH[1]} p=${BASH_REMATCH[2]}; fi
  # A crash has no count, and a suite in which nothing ran has proved nothing; a filter may rightly leave one without tests.
  if [ "$status" != 0 ] && [ "$f" = 0 ]; then f=1; fi
  if [ "$p" = 0 ] && [ "$f" = 0 ] && [ -z "${FILTER:-}" ]; then f=1; fi
  passed=$((passed + p)) failed=$((failed + f))
  echo "== $project: $p passed, $f failed, $3 ($SECONDS s)"
  if [ "$f" != 0 ]; then tail -60 "$log" | cut -c1-400 | sed 's/^/   /'; fi
}

cases="$EDGECNN_FUZZ_CASES cases each from $EDGECNN_FUZZ_FIRST"
tests Runtime FuzzTests "$cases"
tests Onnx FuzzTests "$cases"
tests Imaging FuzzTests "$cases: JPEG, PNG, BMP and PNM"
tests Bundles FuzzTests "$cases"
tests Agent FuzzTests "$cases"
EDGECNN_KERNEL_CASES=$EDGECNN_FUZZ_CASES tests Kernels KernelPropertyTests "$EDGECNN_FUZZ_CASES random shapes"
EDGECNN_LONG_TESTS=true tests Cli SharedModelsTests "1,000 runs of each model"

# The agent for ten minutes.
if [ -z "${FILTER:-}" ]; then
  tools/soak.sh 600 >"$logs/long-soak.log" 2>&1
  line=$(tail -1 "$logs/long-soak.log")
  if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]] && [ "${BASH_REMATCH[1]}" != 0 ]; then passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  else failed=$((failed + 1)); fi
  sed 's/^/   /' "$logs/long-soak.log"
  echo "== Agent, soak: $line ($SECONDS s)"
fi

# The kernels of the boards, emulated; what this needs is installed by tools/arm64/setup.sh.
if [ -z "${FILTER:-}" ]; then
  export EDGECNN_KERNEL_CASES=$((EDGECNN_FUZZ_CASES / 5))
  FILTER=KernelProperty SUITE_TIMEOUT=7200 tools/arm64/test.sh cortex-a53 cortex-a76 -- Kernels >"$logs/long-arm64.log" 2>&1
  line=$(tail -1 "$logs/long-arm64.log")
  if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]] && [ "${BASH_REMATCH[1]}" != 0 ]; then passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  else failed=$((failed + 1)); fi
  echo "== Kernels, emulated cortex-a53 and cortex-a76: $line, $EDGECNN_KERNEL_CASES random shapes each ($SECONDS s)"
fi

[ "$passed" != 0 ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
