#!/usr/bin/env bash
# What the JIT makes of each micro-kernel on ARM64: instructions, multiply-adds, loads, moves and spills of its inner loop, and
# the cycles that LLVM's models of Cortex-A53, A72 and Neoverse N1 (for the A76) give it, data in the first cache.
#   tools/kernel-report.sh [--json]
# Kernels are found by themselves (tools/arm64/probe), the floors stand in tools/arm64/report/Floors.cs. The code goes to
# .cache/arm64/kernels.listing, the report to kernels.json beside it. Exit code 5: a spill, or a floor is missed.
# Needs what tools/arm64/setup.sh needs, and llvm-19, which apt installs if this runs as root.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
cache="$root/.cache/arm64"
[ $# -eq 0 ] || [ "$*" = --json ] || { echo "usage: $0 [--json]" >&2; exit 2; }

"$root/tools/arm64/setup.sh" >&2
source "$root/tools/arm64/install.sh"
install_command llvm-mca-19 llvm-19
dotnet publish "$root/tools/arm64/probe" -c Release -r linux-arm64 --artifacts-path "$cache/artifacts" -o "$cache/probe" -v:q -nologo >&2
dotnet msbuild "$root/tools/arm64/report" -nologo -v:q -restore -p:Configuration=Release >&2

rm -f "$cache/kernels.listing"
# The A76 has every instruction that a kernel may want; for code of one kernel the JIT does not ask for more.
CPU=cortex-a76 DOTNET_TieredCompilation=0 DOTNET_JitDisasm='EdgeCnn.Kernels.*:* EdgeCnn.Tools.Probe.Unscheduled*:*' \
  DOTNET_JitStdOutFile="$cache/kernels.listing" "$root/tools/arm64/run.sh" "$cache/probe/probe" kernels >"$cache/kernels.names"
report() { dotnet "$root/tools/arm64/report/bin/Release/net10.0/report.dll" kernels "$cache/kernels.listing" "$cache/kernels.names" "$@"; }
status=0
report --json >"$cache/kernels.json" || status=$?
[ $status = 0 ] || [ $status = 5 ] || exit $status
if [ $# -gt 0 ]; then cat "$cache/kernels.json"; else report; fi
exit $status
