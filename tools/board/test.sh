#!/usr/bin/env bash
# Proves on the virtual board what an owner does with a real one, and what happens to it there: deploys over ssh, watches
# decisions and a pin, updates well and badly, and takes away process, camera, disk and power.
#   tools/board/test.sh            everything
#   tools/board/test.sh --smoke    CI's part: no refused, refilled, heated or powerless board
# Needs root once (apt) and the .NET 10 SDK. AGENT is the folder of an agent that is published already, else it is published here;
# KEEP=1 leaves the board running (tools/board/board.sh ssh). Whole logs go to .cache/board/logs. CPU, PORT, SMP: see board.sh.
# One line a check, then "N passed, N failed". The checks are in checks/.
set -uo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)
export BOARD=${BOARD:-$root/.cache/board} DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
work=$BOARD/test logs=$BOARD/logs agent=${AGENT:-$BOARD/agent}
smoke=false health=20
case ${1:-} in
  '') ;;
  --smoke) smoke=true health=8 ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
rm -rf "$work" "$logs"
mkdir -p "$work/bin" "$logs"
# The deployment uses the ssh of the system as it is; the one that start_board puts there knows the board by a name.
ssh=$(command -v ssh) scp=$(command -v scp)
export PATH=$work/bin:$PATH
passed=0 failed=0

# check NAME FUNCTION [ARGUMENT...]: one test; what the function prints is kept, and shown where it fails.
check() {
  local name=$1 log="$logs/$(printf '%02d' $((passed + failed + 1)))-${1//[^a-z0-9]/-}.log" begin=$SECONDS status=0
  shift
  # Not in a condition: there the shell would go on after a command that fails.
  (set -ex; "$@") >"$log" 2>&1 </dev/null &
  wait $! || status=$?
  if [ $status = 0 ]; then passed=$((passed + 1)); echo "pass  $name ($((SECONDS - begin)) s)"
  else
    failed=$((failed + 1))
    echo "FAIL  $name ($((SECONDS - begin)) s), exit code $status, $log"
    tail -15 "$log" | cut -c1-300 | sed 's/^/      /'
  fi
  return $status
}

finish() {
  [ "${KEEP:-}" = 1 ] || "$here/board.sh" stop
  echo "$passed passed, $failed failed"
  [ $failed = 0 ] && [ $passed -gt 0 ]
  exit
}

# Without its own part nothing after it can be told.
need() { check "$@" || finish; }

on_board() { timeout "${LIMIT:-180}" "$here/board.sh" ssh "$@"; }
edgecnn() { timeout "${LIMIT:-900}" dotnet "$root/src/EdgeCnn.Cli/bin/Release/net10.0/edgecnn.dll" "$@"; }
deploy() { edgecnn deploy edgeboard --health-seconds "$health" "$@"; }
status() { edgecnn deploy status edgeboard --json >"$work/status.json"; }
member() { grep -o "\"$1\": *\"[^\"]*\"" "$work/status.json" | head -1 | sed 's/.*: *"\(.*\)"/\1/'; }

# leaves CODE COMMAND...: right if the command leaves with that exit code.
leaves() {
  local expected=$1 got=0
  shift
  "$@" || got=$?
  [ "$got" = "$expected" ] || { echo "left with $got, expected $expected"; return 1; }
}

# same_slot COMMAND...: right if the command succeeds and what runs is what ran before.
same_slot() {
  local before
  status
  before=$(member active)
  "$@"
  status
  [ -n "$before" ] && [ "$(member active)" = "$before" ]
  progresses
}

# On the board: waits until the agent has decided ten more pictures than when asked.
progresses() {
  on_board 'bash -s' <<'BOARD'
frames() { curl -sm 5 http://127.0.0.1:8080/metrics | sed -n 's/^edgecnn_frames_total //p'; }
first=
for _ in $(seq 120); do
  now=$(frames)
  # A process that has started anew counts from nothing again.
  if [ -z "$first" ] || { [ -n "$now" ] && [ "$now" -lt "$first" ]; }; then first=$now; fi
  if [ -n "$now" ] && [ -n "$first" ] && [ "$now" -ge $((first + 10)) ]; then echo "from $first to $now"; exit 0; fi
  sleep 1
done
systemctl --no-pager status edgecnn-agent
sudo journalctl --no-pager -u edgecnn-agent -n 20
exit 1
BOARD
}

restarts() { on_board systemctl show -p NRestarts --value edgecnn-agent; }

build_image() { "$here/build.sh"; }
publish_agent() { [ -x "$agent/edgecnn-agent" ] && [ -n "${AGENT:-}" ] || bash "$root/deploy/publish.sh" linux-arm64 "$agent"; }
build_cli() { dotnet build "$root/src/EdgeCnn.Cli" -c Release -v q -m:1; }

start_board() {
  if $smoke; then BOOT_TIMEOUT=600 "$here/board.sh" start; else BOOT_TIMEOUT=900 "$here/board.sh" resume; fi
  printf '#!/bin/sh\nexec %s -F %s "$@"\n' "$ssh" "$("$here/board.sh" config)" >"$work/bin/ssh"
  printf '#!/bin/sh\nexec %s -F %s "$@"\n' "$scp" "$("$here/board.sh" config)" >"$work/bin/scp"
  chmod +x "$work/bin/ssh" "$work/bin/scp"
}

for part in updates working trouble; do . "$here/checks/$part.sh"; done

trap 'exit 130' INT TERM
trap '[ "${KEEP:-}" = 1 ] || "$here/board.sh" stop' EXIT
need "image of the board" build_image
need "agent published for the board" publish_agent
need "edgecnn built" build_cli
need "bundles packed, good and bad ones" pack_bundles
need "board starts" start_board
need "a blank board is told what it lacks" blank_board
need "first deployment: selftest and golden vectors there, service well" first_deployment
check "runs with the settings that come with it" default_settings
need "runs with the owner's settings" owner_settings
check "runs as the unit: own user, camera open, page for the board only" service_as_unit
check "decides the camera's pictures" decisions
check "the status lamp is lit while it decides" status_lamp
check "a decision switches GPIO17" pin_changes
check "a decision is told to a file and to MQTT" events_are_told
check "the log can be read from here" logs_over_ssh
check "good update: new slot active, old one and the settings kept" good_update
check "back to the slot before" rolled_back
check "bundle that cannot run: the slot before is restored" useless_bundle
check "kill -9: started again, camera comes back" killed
check "camera and driver removed and back: no restart" camera_unplugged
if ! $smoke; then
  check "damaged bundle is refused here" damaged_bundle
  check "damaged bundle is refused on the board" damaged_on_board
  check "bundle with other golden vectors is refused on the board" spoiled_bundle
  check "configuration with a fault is refused, the old one stays" reloaded
  check "full disk under the log: decides on, and logs again" disk_full
  check "full disk for an update: refused" no_room_for_update
  check "temperature is reported" temperature
  check "temperature over the limit is logged" temperature_logged
  check "stops in order when asked" graceful_stop
  check "power cut in the middle of a switch: the slot before runs" power_cut
fi
trap - EXIT
finish
