#!/usr/bin/env bash
# Publishes test projects for linux-arm64 and runs each of them on emulated processors, at most two at once.
#   tools/arm64/test.sh [CPU...] [-- PROJECT...]
#   CPU       cortex-a53, cortex-a72 or cortex-a76; without any: cortex-a53 cortex-a76
#   PROJECT   short name, such as Kernels for tests/EdgeCnn.Kernels.Tests
# FILTER=TEXT runs only the tests whose names contain it. Whole logs go to .cache/arm64/logs. SUITE_TIMEOUT is the longest time in seconds for one suite on one processor (900).
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)
cache="$root/.cache/arm64"

cpus=() suites=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do cpus+=("$1"); shift; done
[ $# -eq 0 ] || { shift; suites=("$@"); }
[ ${#cpus[@]} -gt 0 ] || cpus=(cortex-a53 cortex-a76)
[ ${#suites[@]} -gt 0 ] || suites=(Kernels Graph Runtime Imaging Devices Bundles Agent)

# The kernels that a processor must get. Suites assert it, so that a run on the wrong instructions cannot pass unseen.
declare -A kernels=([cortex-a53]=neon [cortex-a72]=neon [cortex-a76]=neon-dot)
for cpu in "${cpus[@]}"; do
  [ -n "${kernels[$cpu]:-}" ] || { echo "test.sh: unknown CPU $cpu (known: ${!kernels[*]})" >&2; exit 2; }
done
for suite in "${suites[@]}"; do
  project="tests/EdgeCnn.$suite.Tests/EdgeCnn.$suite.Tests.csproj"
  [ -e "$root/$project" ] || { echo "test.sh: no project $project" >&2; exit 2; }
done

"$here/setup.sh"
# A folder of its own keeps ARM64 builds out of the ordinary bin and obj.
dotnet msbuild -nologo -v:q -m:2 -restore "$here/PublishTests.proj" -p:Suites="${suites[*]}" -p:Configuration=Release \
  -p:RuntimeIdentifier=linux-arm64 -p:ArtifactsPath="$cache/artifacts" -p:_IsPublishing=true
echo "arm64 published ${suites[*]} ($SECONDS s)"

declare -A running=() # process id -> "CPU suite start"
passed=0 failed=0 skipped=0
mkdir -p "$cache/logs"
export EDGECNN_ROOT="$root"
trap 'kill "${!running[@]}" 2>/dev/null || true' EXIT

start() {
  local cpu=$1 suite=$2
  CPU=$cpu EDGECNN_EXPECT_KERNELS=${kernels[$cpu]} timeout "${SUITE_TIMEOUT:-900}" "$here/run.sh" \
    "$cache/artifacts/publish/EdgeCnn.$suite.Tests/release_linux-arm64/EdgeCnn.$suite.Tests" ${FILTER:-} \
    >"$cache/logs/$cpu-$suite.log" 2>&1 &
  running[$!]="$cpu $suite $SECONDS"
}

finish_one() {
  local pid status=0 cpu suite begin log last
  wait -n -p pid "${!running[@]}" || status=$?
  read -r cpu suite begin <<<"${running[$pid]}"
  unset "running[$pid]"
  log="$cache/logs/$cpu-$suite.log"
  last=$(tail -1 "$log")
  if [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2])) skipped=$((skipped + BASH_REMATCH[3]))
    # No test failed and yet the suite did: nothing ran, or the program broke on its way out.
    [ "$status" = 0 ] || [ "${BASH_REMATCH[2]}" != 0 ] || failed=$((failed + 1)) last="$last, exit code $status"
  else
    failed=$((failed + 1))
    last="ended early, exit code $status"
    [ "$status" != 124 ] || last="stopped after ${SUITE_TIMEOUT:-900} s"
  fi
  echo "arm64 $cpu $suite: $last ($((SECONDS - begin)) s)"
  [ "$status" = 0 ] || { tail -60 "$log" | sed 's/^/    /'; }
}

for cpu in "${cpus[@]}"; do
  for suite in "${suites[@]}"; do
    [ ${#running[@]} -lt 2 ] || finish_one
    start "$cpu" "$suite"
  done
done
while [ ${#running[@]} -gt 0 ]; do finish_one; done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
