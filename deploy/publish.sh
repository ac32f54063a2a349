#!/usr/bin/env bash
# Publishes the agent for a board, on this machine.
#   deploy/publish.sh [RID] [OUT]
#   RID   linux-arm64 (a Raspberry Pi 3, Zero 2 W, 4 or 5 with a 64-bit system; the default) or linux-x64
#   OUT   folder of the program (.cache/agent-RID)
# Needs the .NET SDK. With clang and lld it makes one native file of some 13 MB that needs no runtime on the board and starts in
# milliseconds; from x64 for ARM64 also the C library to link against. As root, and with apt, what is missing is installed.
# Without them the program carries the runtime with it: larger and slower to start, but the same otherwise.
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${1:-} in --help | -h) sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;; esac
rid=${1:-linux-arm64} out=${2:-$tree/.cache/agent-${1:-linux-arm64}}
case $rid in linux-arm64 | linux-x64) ;; *) echo "publish: expected linux-arm64 or linux-x64, got '$rid'. See --help." >&2; exit 2 ;; esac
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
work=$tree/.cache/publish/$rid
mkdir -p "$work"

packages=(clang)
have_linker() { command -v clang >/dev/null; }
if [ "$rid" = linux-arm64 ] && [ "$(uname -m)" = x86_64 ]; then
  packages=(clang lld binutils-aarch64-linux-gnu libc6-dev-arm64-cross libgcc-12-dev-arm64-cross)
  have_linker() { command -v clang >/dev/null && command -v ld.lld >/dev/null && command -v aarch64-linux-gnu-objcopy >/dev/null && [ -e /usr/aarch64-linux-gnu/lib/crt1.o ]; }
fi
if ! have_linker && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "publish: installing ${packages[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq install --no-install-recommends "${packages[@]}" >"$work/apt.log" 2>&1 ||
    { apt-get -qq update && apt-get -qq install --no-install-recommends "${packages[@]}"; } >"$work/apt.log" 2>&1 || tail -3 "$work/apt.log" >&2
fi

# With outputs of its own: kernels are compiled differently ahead of time, see Kernels/Compilation.cs.
publish() { dotnet publish -m:1 -c Release "$tree/src/EdgeCnn.Agent" -r "$rid" --artifacts-path "$work/artifacts" -o "$work/agent" "$@" >"$work/log" 2>&1; }
rm -rf "$work/agent"
if have_linker; then
  # A native build that fails is a fault to be seen, not a reason to make something else.
  publish -p:PublishAot=true || { tail -20 "$work/log" >&2; exit 1; }
  # What a debugger wants stays here; a board has no use for it.
  rm -f "$work"/agent/*.dbg
  form="native code"
else
  echo "publish: no linker for $rid here (${packages[*]}); the program carries the runtime instead" >&2
  publish --self-contained true || { tail -20 "$work/log" >&2; exit 1; }
  form="with the .NET runtime"
fi
rm -f "$work"/agent/*.pdb "$work"/agent/*.xml "$work"/agent/*.staticwebassets.endpoints.json
rm -rf "$out"
mkdir -p "$(dirname "$out")"
mv "$work/agent" "$out"
echo "$out: edgecnn-agent for $rid, $form, $(du -sh "$out" | cut -f1)"
