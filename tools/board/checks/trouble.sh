# Checks of tools/board/test.sh: what is taken away from a board that works.
# shellcheck shell=bash disable=SC2154

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
