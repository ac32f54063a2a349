#!/usr/bin/env bash
# What a camera's picture of 640x480 costs on its way to an int8 input: milliseconds on this machine, medians of rounds that take
# turns, and exact instructions on ARM64, counted under emulation.
#   tools/pixel-report.sh
# CPUS chooses processors ("cortex-a53"; the NEON text is the same for all), RUNS how many pictures of a kind are counted (2).
# Needs what tools/arm64/setup.sh needs, gcc, and of apt qemu-user.
set -euo pipefail
[ $# -eq 0 ] || { sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2; }
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
cache="$root/.cache/arm64"
read -ra cpus <<<"${CPUS:-cortex-a53}"

"$root/tools/arm64/setup.sh" >&2
source "$root/tools/arm64/install.sh"
install_command qemu-aarch64 qemu-user
install_command gcc gcc libc6-dev
dotnet msbuild "$root/tools/arm64/probe" -nologo -v:q -restore -p:Configuration=Release >&2
dotnet publish "$root/tools/arm64/probe" -c Release -r linux-arm64 --artifacts-path "$cache/artifacts" -o "$cache/probe" -v:q -nologo >&2
gcc -O2 -Wall -Wextra -Wno-unused-parameter -fPIC -shared -o "$cache/count.so" "$root/tools/arm64/count.c"

echo "milliseconds here:"
DOTNET_TieredCompilation=0 dotnet "$root/tools/arm64/probe/bin/Release/net10.0/probe.dll" pixels time
for cpu in "${cpus[@]}"; do
  echo "instructions of a picture on $cpu:"
  CPU=$cpu SYSROOT=/usr/aarch64-linux-gnu QEMU=qemu-aarch64 QEMU_PLUGIN="$cache/count.so,out=$cache/pixels.blocks" DOTNET_TieredCompilation=0 \
    "$root/tools/arm64/run.sh" "$cache/probe/probe" pixels count "${RUNS:-2}" >"$cache/pixels.names"
  # Of each pair of regions the first is what the marks themselves cost.
  grep '^region' "$cache/pixels.blocks" | awk '{ if (NR % 2) empty = $2; else print $2 - empty }' | paste -d' ' "$cache/pixels.names" - | awk '{ printf "%s %s %s %s %.0f\n", $1, $2, $3, $4, $6 / $5 }'
done
