#!/usr/bin/env bash
# Runs the agent as a service would, with the synthetic camera at full rate, rules and actions that fire, fail and hang, and looks
# whether memory, handles and threads stay where they are.
#   tools/soak.sh [SECONDS]
#   SECONDS   how long to measure (600), behind a fifth of that, at least 20 seconds, to warm up
# Once a minute the configuration is read again. Leaves with 0 if nothing grew; ends with "N passed, N failed".
set -uo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${1:-600} in *[!0-9]* | "" | 0) sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;; esac
seconds=${1:-600} warm=$((${1:-600} / 5))
[ "$warm" -ge 20 ] || warm=20
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
work=$tree/.cache/soak passed=0 failed=0 agent=
rm -rf "$work"
mkdir -p "$work/pictures"
trap '[ -z "$agent" ] || kill -9 "$agent" 2>/dev/null' EXIT

check() { if [ "$1" = 0 ]; then passed=$((passed + 1)); echo "pass  $2"; else failed=$((failed + 1)); echo "FAIL  $2"; fi; }
rss() { awk '/^VmRSS/ { print $2 }' "/proc/$agent/status" 2>/dev/null; }
handles() { find "/proc/$agent/fd" -mindepth 1 2>/dev/null | wc -l; }
threads() { awk '/^Threads/ { print $2 }' "/proc/$agent/status" 2>/dev/null; }
# most FILE COLUMN FIRST LAST: the most in some lines of a table.
most() { sed -n "$3,$4p" "$1" | awk -v c="$2" '$c > m { m = $c } END { print m + 0 }'; }

dotnet build -m:1 -c Release "$tree/src/EdgeCnn.Agent" >"$work/build.log" 2>&1 || { tail -5 "$work/build.log"; echo "0 passed, 1 failed"; exit 1; }
# A child that never reads, and a port where nobody listens.
printf '#!/bin/sh\nexec sleep 100000\n' >"$work/mosquitto_pub"
chmod +x "$work/mosquitto_pub"
cat >"$work/agent.json" <<JSON
{
  "model": "$tree/models/mnist-cnn/model.ecnn", "camera": "synthetic", "framesPerSecond": 1000, "page": { "enabled": false },
  "decisions": { "enter": 0.35, "leave": 0.3, "smoothingSeconds": 0.01, "margin": 0.02, "frames": 2, "temperature": 1.5 },
  "actions": [
    { "type": "log", "file": "events.jsonl", "maxBytes": 65536, "files": 3 },
    { "type": "snapshot", "folder": "pictures", "maxFiles": 20, "everySeconds": 0.2 },
    { "type": "webhook", "url": "http://127.0.0.1:9/", "timeoutSeconds": 1, "attempts": 2 },
    { "type": "mqtt", "host": "127.0.0.1", "topic": "soak" },
    { "type": "pin", "pin": "GPIO4", "mode": "latch" }
  ],
  "limits": { "queue": 16, "stopSeconds": 3 }
}
JSON
(cd "$work" && PATH=$work:$PATH exec "$tree/src/EdgeCnn.Agent/bin/Release/net10.0/edgecnn-agent" run --config agent.json >>decisions.log 2>agent.log) &
agent=$!
sleep "$warm"
step=$((seconds >= 120 ? 5 : 1)) begin=$SECONDS reload=$((SECONDS + 60)) samples=0
while [ $((SECONDS - begin)) -lt "$seconds" ] && kill -0 "$agent" 2>/dev/null; do
  echo "$(rss) $(handles) $(threads)" >>"$work/samples"
  samples=$((samples + 1))
  : >"$work/decisions.log"
  if [ $SECONDS -ge $reload ]; then kill -HUP "$agent"; reload=$((reload + 60)); fi
  sleep "$step"
done
kill -0 "$agent" 2>/dev/null
check $? "runs for $seconds s"
stop=$SECONDS
kill -TERM "$agent" 2>/dev/null
wait "$agent"
status=$? agent=
check $((status != 0 || SECONDS - stop > 15)) "ends on SIGTERM with 0 in time (code $status, $((SECONDS - stop)) s)"
quarter=$((samples / 4 > 0 ? samples / 4 : 1))
first_rss=$(most "$work/samples" 1 1 $quarter) last_rss=$(most "$work/samples" 1 $((samples - quarter + 1)) $samples)
first_fd=$(most "$work/samples" 2 1 $quarter) last_fd=$(most "$work/samples" 2 $((samples - quarter + 1)) $samples)
first_th=$(most "$work/samples" 3 1 $quarter) last_th=$(most "$work/samples" 3 $((samples - quarter + 1)) $samples)
# Twentieth and two MB: what a collector leaves lying about.
check $((last_rss > first_rss + first_rss / 20 + 2048)) "memory is flat: most in the first quarter $first_rss kB, in the last $last_rss kB"
check $((last_fd > first_fd + 4)) "handles are flat: $first_fd, $last_fd"
check $((last_th > first_th + 4)) "threads are flat: $first_th, $last_th"
frames=$(sed -n 's/.*end after \([0-9]*\) pictures.*/\1/p' "$work/agent.log")
check $((${frames:-0} < 20 * seconds)) "${frames:-0} pictures, $((${frames:-0} / (seconds + warm))) a second"
for action in log snapshot; do
  line=$(grep "($action): [0-9]* done" "$work/agent.log" | tail -1)
  [[ $line =~ :\ ([0-9]+)\ done,\ 0\ failed ]] && [ "${BASH_REMATCH[1]}" -gt 0 ]
  check $? "acts: ${line#edgecnn-agent: }"
done
for action in webhook mqtt; do
  line=$(grep "($action): [0-9]* done" "$work/agent.log" | tail -1)
  [ -n "$line" ]
  check $? "fails or waits without harm: ${line#edgecnn-agent: }"
done
check $(($(find "$work/pictures" -name '*.jpg' | wc -l) > 20)) "snapshots within their quota"
check $(($(cat "$work"/events.jsonl* 2>/dev/null | wc -c) > 3 * 65536)) "logs within their quota"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
