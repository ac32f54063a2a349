#!/usr/bin/env bash
# Proves on the virtual board what an owner does with a real one, and what happens to it there: deploys over ssh, watches
# decisions and a pin, updates well and badly, and takes away process, camera, disk and power.
#   tools/board/test.sh            everything
#   tools/board/test.sh --smoke    CI's part: no refused, refilled, heated or powerless board
# Needs root once (apt) and the .NET 10 SDK. AGENT is the folder of an agent that is published already, else it is published here;
# KEEP=1 leaves the board running (tools/board/board.sh ssh). Whole logs go to .cache/board/logs. CPU, PORT, SMP: see board.sh.
# One line a check, then "N passed, N failed".
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

pack_bundles() {
  edgecnn pack "$root/models/mnist-cnn/model.ecnn" --out "$work/first.ecnnb" --golden 3
  edgecnn pack "$root/models/mnist-cnn/model.ecnn" --out "$work/second.ecnnb" --golden 5
  # Right in every number, and of no use to the agent, which must know what the outputs mean.
  dotnet run "$here/spoil.cs" -- contract "$root/models/mnist-cnn/model.ecnn" "$work/bare.ecnn"
  edgecnn pack "$work/bare.ecnn" --out "$work/bare.ecnnb" --golden 1
  dotnet run "$here/spoil.cs" -- golden "$work/second.ecnnb" "$work/spoiled.ecnnb"
  cp "$work/second.ecnnb" "$work/damaged.ecnnb"
  printf 'x' | dd of="$work/damaged.ecnnb" bs=1 seek=$(($(stat -c %s "$work/damaged.ecnnb") / 2)) conv=notrunc status=none
}

start_board() {
  if $smoke; then BOOT_TIMEOUT=600 "$here/board.sh" start; else BOOT_TIMEOUT=900 "$here/board.sh" resume; fi
  printf '#!/bin/sh\nexec %s -F %s "$@"\n' "$ssh" "$("$here/board.sh" config)" >"$work/bin/ssh"
  printf '#!/bin/sh\nexec %s -F %s "$@"\n' "$scp" "$("$here/board.sh" config)" >"$work/bin/scp"
  chmod +x "$work/bin/ssh" "$work/bin/scp"
}

blank_board() {
  on_board 'test ! -e /opt/edgecnn && test ! -e /etc/edgecnn && ! id edgecnn 2>/dev/null'
  leaves 2 deploy --bundle "$work/first.ecnnb"
}

first_deployment() {
  deploy --bundle "$work/first.ecnnb" --agent "$agent"
  status
  [ -n "$(member active)" ]
}

# With the settings that come with it, which ask for nothing that a board may lack.
default_settings() {
  on_board 'cmp - /etc/edgecnn/agent.json' <"$root/deploy/agent.json"
  progresses
  on_board 'curl -sfm 10 http://127.0.0.1:8080/ | grep -q "<title>"
    for _ in $(seq 90); do sudo grep -m 1 entered /var/lib/edgecnn/events.jsonl && exit 0; sleep 1; done
    exit 1'
}

# Later deployments must leave them alone.
owner_settings() {
  "$here/board.sh" put "$here/agent.json" /tmp/agent.json
  # Its broker is the board's own.
  on_board 'sudo systemctl unmask mosquitto 2>/dev/null; sudo systemctl start mosquitto || sudo mosquitto -d'
  on_board 'set -e
    sudo cp /tmp/agent.json /etc/edgecnn/agent.json
    sudo /opt/edgecnn/current/agent/edgecnn-agent check /etc/edgecnn/agent.json
    sudo systemctl restart edgecnn-agent'
  progresses
}

service_as_unit() {
  on_board 'set -e
    test "$(systemctl is-active edgecnn-agent)" = active
    test "$(systemctl is-enabled edgecnn-agent)" = enabled
    pid=$(systemctl show -p MainPID --value edgecnn-agent)
    test "$(stat -c %U /proc/$pid)" = edgecnn
    test "$(systemctl show -p Type --value edgecnn-agent)" != simple
    sudo ls -l /proc/$pid/fd | grep /dev/video0
    curl -sfm 5 http://127.0.0.1:8080/healthz
    ! ss -Hltn | grep -v "127.0.0.1\|\[::1\]\|:22 "'
}

decisions() {
  progresses
  on_board 'sudo journalctl --no-pager -o cat -u edgecnn-agent -n 5 | tee /dev/stderr | grep -q "\"label\"\|\"class\"\|probab"'
}

# Lit while pictures are decided, and as it was before when nobody decides any more.
status_lamp() {
  on_board 'set -e
    lamp=/sys/class/leds/ACT
    for _ in $(seq 40); do [ "$(cat $lamp/brightness)" = 0 ] || break; sleep 0.5; done
    [ "$(cat $lamp/brightness)" != 0 ]
    sudo systemctl stop edgecnn-agent
    [ "$(cat $lamp/brightness)" = 0 ]
    sudo systemctl start edgecnn-agent
    sleep 1
    ls -l $lamp/brightness $lamp/trigger'
  progresses
  on_board '[ "$(cat /sys/class/leds/ACT/brightness)" != 0 ]'
}

# Pictures of another kind let the decision change, and that switches the line, which the kernel shows.
pin_changes() {
  on_board 'sudo bash -s' <<'BOARD'
level() { sed -n 's/.*(GPIO17 *|[^)]*) out \(hi\|lo\).*/\1/p' /sys/kernel/debug/gpio; }
seen_high=
for pattern in 6 7 0 8 6 7 13 14 0; do
  v4l2-ctl -d /dev/video0 -c test_pattern=$pattern
  for _ in $(seq 20); do
    now=$(level)
    [ "$now" != hi ] || seen_high=1
    if [ -n "$seen_high" ] && [ "$now" = lo ]; then echo "GPIO17 went hi and lo again"; exit 0; fi
    sleep 0.5
  done
done
cat /sys/kernel/debug/gpio
exit 1
BOARD
}

events_are_told() {
  on_board 'sudo bash -s' <<'BOARD'
set -e
timeout 60 mosquitto_sub -h 127.0.0.1 -t edgeboard/events -C 1 >/tmp/event &
listener=$!
before=$(wc -l </var/lib/edgecnn/events.jsonl)
for pattern in 6 7 0 8 6; do
  v4l2-ctl -d /dev/video0 -c test_pattern=$pattern
  sleep 4
done
wait $listener
cat /tmp/event
grep -q edgeboard /tmp/event
test "$(wc -l </var/lib/edgecnn/events.jsonl)" -gt "$before"
BOARD
}

good_update() {
  status
  local before
  before=$(member active)
  deploy --bundle "$work/second.ecnnb" --agent "$agent"
  status
  [ "$(member active)" != "$before" ] && [ "$(member previous)" = "$before" ]
  on_board 'cmp /tmp/agent.json /etc/edgecnn/agent.json'
  progresses
}

rolled_back() {
  status
  local active previous
  active=$(member active) previous=$(member previous)
  edgecnn deploy rollback edgeboard
  status
  [ "$(member active)" = "$previous" ] && [ "$(member active)" != "$active" ]
  progresses
}

damaged_bundle() { same_slot leaves 3 deploy --bundle "$work/damaged.ecnnb"; }

# Past the PC's own look: the board must find it by itself.
damaged_on_board() {
  "$here/board.sh" put "$work/damaged.ecnnb" /var/tmp/damaged.ecnnb
  same_slot leaves 3 on_board sudo /opt/edgecnn/current/agent/edgecnn-agent install /var/tmp/damaged.ecnnb
}

spoiled_bundle() { same_slot leaves 5 deploy --bundle "$work/spoiled.ecnnb"; }
useless_bundle() { same_slot leaves 5 deploy --bundle "$work/bare.ecnnb"; }

killed() {
  local before
  before=$(restarts)
  on_board sudo systemctl kill -s KILL edgecnn-agent
  sleep 3
  progresses
  [ "$(restarts)" = $((before + 1)) ]
}

# The device goes while its pictures are being read, its driver too, and both come back.
camera_unplugged() {
  local before
  before=$(restarts)
  on_board 'sudo bash -s' <<'BOARD'
set -e
echo vivid.0 >/sys/bus/platform/drivers/vivid/unbind
test ! -e /dev/video0
# Whoever held it must let go of it.
for _ in $(seq 60); do rmmod vivid 2>/dev/null && break; sleep 0.5; done
! grep -q '^vivid ' /proc/modules
sleep 5
test "$(systemctl is-active edgecnn-agent)" = active
modprobe vivid
for _ in $(seq 60); do [ -e /dev/video0 ] && break; sleep 0.5; done
BOARD
  progresses
  [ "$(restarts)" = "$before" ]
}

# The folder of events on a disk of its own, which is filled.
disk_full() {
  local before
  before=$(restarts)
  on_board 'sudo bash -s' <<'BOARD'
set -e
systemctl stop edgecnn-agent
mount -t tmpfs -o "size=128k,uid=$(id -u edgecnn),gid=$(id -g edgecnn),mode=750" full /var/lib/edgecnn
systemctl start edgecnn-agent
sleep 5
dd if=/dev/zero of=/var/lib/edgecnn/filler bs=4k status=none || true
test "$(df --output=avail /var/lib/edgecnn | tail -1)" -eq 0
for pattern in 6 7 0 8 6 7 0; do v4l2-ctl -d /dev/video0 -c test_pattern=$pattern; sleep 2; done
BOARD
  progresses
  on_board 'sudo bash -s' <<'BOARD'
set -e
rm /var/lib/edgecnn/filler
size() { stat -c %s /var/lib/edgecnn/events.jsonl 2>/dev/null || echo 0; }
before=$(size)
for pattern in 6 7 0 8 6 7 0 8 6 7; do
  v4l2-ctl -d /dev/video0 -c test_pattern=$pattern
  sleep 3
  [ "$(size)" -le "$before" ] || break
done
test "$(size)" -gt "$before"
# Every line is whole, those around the gap too.
! grep -v '^{.*}$' /var/lib/edgecnn/events.jsonl
systemctl stop edgecnn-agent
umount /var/lib/edgecnn
systemctl start edgecnn-agent
BOARD
  progresses
}

no_room_for_update() {
  on_board 'sudo fallocate -l "$(($(df --output=avail -k / | tail -1) - 20000))K" /filler'
  local result=0
  (same_slot leaves 4 deploy --bundle "$work/second.ecnnb") || result=$?
  on_board 'sudo rm /filler'
  return $result
}

# heat MILLIDEGREES: what the processor's own sensor says.
heat() {
  on_board "sudo sh -c 'mkdir -p /run/thermal/thermal_zone0; echo cpu-thermal >/run/thermal/thermal_zone0/type; echo $1 >/run/thermal/thermal_zone0/temp; mountpoint -q /sys/class/thermal || mount --bind /run/thermal /sys/class/thermal'"
}

temperature() {
  # A sensor does not come later on a real board; the agent looks for it when it starts.
  heat 45000
  on_board 'sudo systemctl restart edgecnn-agent'
  progresses
  on_board 'curl -sfm 5 http://127.0.0.1:8080/metrics | tee /dev/stderr | grep -qx "edgecnn_temperature_celsius 45"'
  heat 91000
  sleep 5
  on_board 'curl -sfm 5 http://127.0.0.1:8080/metrics | grep -qx "edgecnn_temperature_celsius 91"'
  progresses
}

temperature_logged() {
  on_board 'sudo journalctl --no-pager -o cat -u edgecnn-agent --since -5min | grep "temperature: the processor has 91 .*, expected at most 80"'
  heat 45000
  sleep 5
  on_board 'sudo journalctl --no-pager -o cat -u edgecnn-agent --since -1min | grep "temperature: 45 .*, below 80 again"'
}

# The power goes while a new slot is being watched, the most delicate moment: the board must come back with the slot before.
power_cut() {
  status
  local before
  before=$(member active)
  (health=300; deploy --bundle "$work/second.ecnnb" || true) &
  local deployment=$!
  on_board 'for _ in $(seq 300); do grep -q "\"pending\": *{" /opt/edgecnn/state.json && exit 0; sleep 0.5; done; cat /opt/edgecnn/state.json; exit 1'
  "$here/board.sh" kill
  wait $deployment || true
  BOOT_TIMEOUT=900 "$here/board.sh" again
  progresses
  status
  [ "$(member active)" = "$before" ]
}

graceful_stop() {
  on_board 'set -e
    sudo systemctl stop edgecnn-agent
    test "$(systemctl show -p Result --value edgecnn-agent)" = success
    sudo systemctl start edgecnn-agent'
  progresses
}

reloaded() {
  local result=0
  on_board 'sudo bash -s' <<'BOARD' || result=$?
set -e
sed -i 's/"framesPerSecond": 5/"framesPerSecond": "often"/' /etc/edgecnn/agent.json
since=$(date +%s)
systemctl reload edgecnn-agent || true
for _ in $(seq 20); do
  journalctl --no-pager -o cat -u edgecnn-agent --since "@$since" | grep "agent.json:5" && exit 0
  sleep 0.5
done
exit 1
BOARD
  on_board 'sudo cp /tmp/agent.json /etc/edgecnn/agent.json; sudo systemctl reload edgecnn-agent || sudo systemctl restart edgecnn-agent'
  progresses
  return $result
}

logs_over_ssh() { edgecnn deploy logs edgeboard --lines 20 | grep -q .; }

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
