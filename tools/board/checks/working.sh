# Checks of tools/board/test.sh: an agent that works as its owner set it up.
# shellcheck shell=bash disable=SC2154

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
