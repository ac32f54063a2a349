#!/usr/bin/env bash
# Runs a published linux-arm64 single file on this machine, under user-mode emulation.
#   CPU=cortex-a53 | cortex-a72   Armv8.0, no dot product: Pi 3 and Zero 2 W, Pi 4
#   CPU=cortex-a76                with dot product: Pi 5 (default)
# QEMU is another emulator (qemu-aarch64, which takes plugins in QEMU_PLUGIN), SYSROOT another folder of ARM64 libraries.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)

if [ $# -eq 0 ]; then
  echo "usage: CPU=cortex-a53|cortex-a72|cortex-a76 $0 PROGRAM [ARGUMENT...]" >&2
  exit 2
fi
qemu=${QEMU:-qemu-aarch64-static}
if ! command -v "$qemu" >/dev/null; then
  echo "run.sh: $qemu is missing; tools/arm64/setup.sh installs qemu-aarch64-static" >&2
  exit 1
fi

export DOTNET_EnableDiagnostics="${DOTNET_EnableDiagnostics:-0}"
# The collector reserves 256 GB of addresses and the emulator keeps 24 bytes for each reserved page: 1.5 GB of memory and
# some seconds at every start. 4 GB are enough here; the setting has no use on a board.
export DOTNET_GCRegionRange="${DOTNET_GCRegionRange:-0x100000000}"
# Both cost time under emulation and change nothing that a test could see.
export DOTNET_TieredPGO="${DOTNET_TieredPGO:-0}" DOTNET_EnableWriteXorExecute="${DOTNET_EnableWriteXorExecute:-0}"
exec "$qemu" -cpu "${CPU:-cortex-a76}" -L "${SYSROOT:-/usr/aarch64-linux-gnu}" \
  -E LD_LIBRARY_PATH="$root/.cache/arm64/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" "$@"
