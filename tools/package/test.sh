#!/usr/bin/env bash
# Packs EdgeCnn and uses the packages as somebody does who has nothing else: the programs of the packages' READMEs are
# built against them and run, and the tool is installed. Ends with "N passed, N failed".
#   tools/package/test.sh
set -uo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
feed="$work/feed"
libraries="Kernels Graph Runtime Onnx"
version=$(dotnet msbuild -nologo "$root/src/EdgeCnn.Runtime/EdgeCnn.Runtime.csproj" -getProperty:Version)
passed=0 failed=0

# check NAME COMMAND...: a test that is right when the command succeeds.
check() {
  local name=$1
  shift
  if "$@" >"$work/log" 2>&1; then passed=$((passed + 1)); echo "pass  $name ($SECONDS s)"
  else failed=$((failed + 1)); echo "FAIL  $name: $*"; tail -30 "$work/log" | sed 's/^/   /'; fi
}

pack() {
  dotnet msbuild -nologo -v:q -m:1 -restore "$root/tools/package/pack.proj" -p:Configuration=Release -p:PackageOutputPath="$feed" || return
  local name
  for name in $libraries Cli; do
    [ -s "$feed/EdgeCnn.$name.$version.nupkg" ] && [ -s "$feed/EdgeCnn.$name.$version.snupkg" ] || { echo "no package or no symbols of EdgeCnn.$name $version in: $(ls "$feed")"; return 1; }
  done
  # Nothing else was packed by the way.
  [ "$(ls "$feed" | wc -l)" = 10 ]
}

# What a registry shows and what an editor needs. The package was unpacked by a restore.
content() {
  local name=$1 folder file
  folder="$NUGET_PACKAGES/edgecnn.${name,,}/$version"
  file="$folder/edgecnn.${name,,}.nuspec"
  grep -q "<version>$version</version>" "$file" || { echo "$file: not version $version"; return 1; }
  grep -q '<license type="expression">MIT</license>' "$file" && head -1 "$root/LICENSE" | grep -q MIT || { echo "$file: licence"; return 1; }
  grep -qE '<description>.{20,}</description>' "$file" && ! grep -q 'Package Description' "$file" || { echo "$file: description"; return 1; }
  grep -q '<readme>README.md</readme>' "$file" && cmp "$folder/README.md" "$root/src/EdgeCnn.$name/README.md" || return
  # A package's page has no folder around it.
  ! grep -nE '\]\([^)h#]' "$folder/README.md" || { echo "$name/README.md: a relative link"; return 1; }
  grep -q '<summary>' "$folder/lib/net10.0/EdgeCnn.$name.xml" || { echo "$name: no documentation"; return 1; }
  # The bytes must not depend on the folder that they were built in.
  ! grep -qF "$root" "$folder/lib/net10.0/EdgeCnn.$name.dll" || { echo "$name: $root is in the dll"; return 1; }
}

# example README TO: the README's first block of C#, which is the program; a page's example is short.
example() {
  awk '/^```csharp$/ { blocks++; inside = blocks == 1; next } /^```$/ { inside = 0 } inside { print } END { exit !blocks }' "$1" >"$2" || { echo "$1: no C# block"; return 1; }
  [ "$(wc -l <"$2")" -le 20 ] && [ -s "$2" ] || { echo "$1: $(wc -l <"$2") lines, at most 20"; return 1; }
}

# program NAME README PACKAGE...: builds the README's program against the packages, outside of this tree.
program() {
  local folder="$work/$1" readme=$2 name
  shift 2
  mkdir -p "$folder"
  {
    echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>'
    echo '<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors><NuGetAudit>false</NuGetAudit></PropertyGroup><ItemGroup>'
    for name in "$@"; do echo "<PackageReference Include=\"$name\" Version=\"$version\" />"; done
    echo '</ItemGroup></Project>'
  } >"$folder/Program.csproj"
  example "$readme" "$folder/Program.cs" || return
  dotnet build "$folder/Program.csproj" -c Release -v q -p:RestoreAdditionalProjectSources="$feed" -o "$folder/out"
}

# run NAME MODEL INPUT OUTPUT: what the README's program prints; the values alone go to NAME.values.
run() {
  dotnet "$work/$1/out/Program.dll" "$2" >"$work/$1.txt" || return
  cat "$work/$1.txt"
  grep -E '^-?[0-9.]+(E-?[0-9]+)?$' "$work/$1.txt" >"$work/$1.values"
  grep -qE "^input  .*$3" "$work/$1.txt" && grep -qE "^output .*$4" "$work/$1.txt" && grep -q '^arena ' "$work/$1.txt" && [ "$(wc -l <"$work/$1.values")" = 10 ] &&
    [ "$(sort -u "$work/$1.values" | wc -l)" -gt 3 ]
}

tool() { dotnet tool install EdgeCnn.Cli --version "$version" --tool-path "$work/tool" --source "$feed" -v q; }

inspect() {
  "$work/tool/edgecnn" inspect "$root/models/mnist-cnn/model.ecnn" --json | tee "$work/inspect.json" || return
  grep -q '"macs": 4241152' "$work/inspect.json" && [ "$(grep -c '"op": ' "$work/inspect.json")" = 6 ]
}

# Folders above the temporary one must not have a say; neither must packages that lie in the user's cache from before.
for file in Directory.Build.props Directory.Build.targets Directory.Packages.props; do echo '<Project />' >"$work/$file"; done
packages=$(dotnet nuget locals global-packages -l | sed 's/^[^:]*: *//')

check "pack" pack
[ $failed = 0 ] || { echo "$passed passed, $failed failed"; exit 1; }
export NUGET_PACKAGES="$work/packages"
mkdir -p "$NUGET_PACKAGES"
# What others made need not be downloaded again.
[ ! -d "$packages/google.protobuf" ] || cp -r "$packages/google.protobuf" "$NUGET_PACKAGES/"

check "program of the Runtime package's page builds" program runtime "$root/src/EdgeCnn.Runtime/README.md" EdgeCnn.Runtime
check "it runs the committed .ecnn" run runtime "$root/models/mnist-cnn/model.ecnn" 'UInt8\[1,28,28,1\]' 'UInt8\[1,10\]'
check "program of the Onnx package's page builds" program onnx "$root/src/EdgeCnn.Onnx/README.md" EdgeCnn.Onnx EdgeCnn.Runtime
check "it runs the committed .onnx" run onnx "$root/models/mnist-cnn/model.onnx" 'Float32\[1,28,28,1\]' 'Float32\[1,10\]'
# One model in two forms: QDQ must say in real numbers what the codes mean.
check "both print the same values" cmp "$work/runtime.values" "$work/onnx.values"
for name in $libraries; do check "content of EdgeCnn.$name" content "$name"; done
check "tool installs" tool
check "tool inspects the committed model" inspect

echo "$passed passed, $failed failed"
[ $failed = 0 ]
