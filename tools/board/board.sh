#!/usr/bin/env bash
# Drives the virtual board of build.sh: a Debian for ARM64 under qemu-system-aarch64, every instruction emulated.
#   tools/board/board.sh start           cold start on a throw-away copy of the disk, waits for ssh (a minute)
#   tools/board/board.sh save            cold start once, keeps the running state
#   tools/board/board.sh resume          goes on from the kept state on a throw-away copy (seconds); saves first if there is none
#   tools/board/board.sh ssh COMMAND...  as the owner, pi, who may sudo
#   tools/board/board.sh put FILE... DEST
#   tools/board/board.sh config          prints the file of an ssh configuration (ssh -F) that knows the board as "edgeboard"
#   tools/board/board.sh kill            cuts the power: no shutdown, the disk stays for the next "again"
#   tools/board/board.sh again           cold start on the disk as the last run left it
#   tools/board/board.sh stop            ends it and throws the copy away
# BOARD is the folder of build.sh, CPU cortex-a72 (a Pi 4; cortex-a53, cortex-a76), PORT 2222, SMP 2 processors, MEM 1G.
# The board reaches nothing outside itself, and is reached at 127.0.0.1:PORT by ssh only.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
board=$(realpath -m "${BOARD:-$(cd -- "$here/../.." && pwd -P)/.cache/board}")
port=${PORT:-2222} cpu=${CPU:-cortex-a72} smp=${SMP:-2} mem=${MEM:-1G}
run=$board/run-$port
# Another kind of board, or another emulator, cannot go on from this state.
state() { echo "$board/ready-$cpu-$smp-$mem-$(qemu-system-aarch64 --version | sed -n 's/.*version \([0-9.]*\).*/\1/p').qcow2"; }

fail() { echo "board.sh: $*" >&2; exit 1; }
running() { [ -e "$run.pid" ] && kill -0 "$(cat "$run.pid")" 2>/dev/null; }
on_board() { ssh -F "$run.config" edgeboard "$@"; }

write_config() {
  cat >"$run.config" <<CONFIG
Host edgeboard
  HostName 127.0.0.1
  Port $port
  User pi
  IdentityFile $board/id_ed25519
  IdentitiesOnly yes
  HostKeyAlias edgeboard
  UserKnownHostsFile $board/known_hosts
  GlobalKnownHostsFile /dev/null
  LogLevel ERROR
  ServerAliveInterval 15
  ServerAliveCountMax 20
CONFIG
}

# The board's description with what a Pi has and the emulator's own lacks: lines with names, and an LED on the last of them.
write_description() {
  local tree=$run.dtb pins=/pl061@9030000
  qemu-system-aarch64 -M virt,dumpdtb="$tree" -cpu "$cpu" -smp "$smp" -m "$mem" -nic none -display none 2>/dev/null
  # Line 3 is the emulator's power button.
  fdtput -t s "$tree" "$pins" gpio-line-names GPIO4 GPIO17 GPIO27 "" GPIO22 GPIO23 GPIO24 ""
  fdtput -c "$tree" /leds /leds/led-act
  fdtput -t s "$tree" /leds compatible gpio-leds
  fdtput -t s "$tree" /leds/led-act label ACT
  fdtput -t u "$tree" /leds/led-act gpios "$(fdtget -t u "$tree" "$pins" phandle)" 7 0
}

# launch DISK [QEMU ARGUMENT...]
launch() {
  local disk=$1
  shift
  rm -f "$run.monitor.in" "$run.monitor.out"
  write_description
  mkfifo -m 600 "$run.monitor.in" "$run.monitor.out"
  qemu-system-aarch64 -M virt -cpu "$cpu" -smp "$smp" -m "$mem" -accel tcg,thread=multi \
    -kernel "$board/vmlinuz" -initrd "$board/initrd.img" -dtb "$run.dtb" \
    -append "root=/dev/vda rw console=ttyAMA0 quiet net.ifnames=0 panic=-1 fsck.mode=skip mitigations=off" \
    -drive file="$disk",format=qcow2,if=virtio \
    -netdev user,id=n0,restrict=on,hostfwd=tcp:127.0.0.1:"$port"-:22 -device virtio-net-pci,netdev=n0,romfile= \
    -device virtio-rng-pci -display none -serial file:"$run.console" -pidfile "$run.pid" \
    -chardev pipe,id=monitor,path="$run.monitor" -mon chardev=monitor,mode=readline -no-reboot -daemonize "$@"
}

await_ssh() {
  local begin=$SECONDS limit=${BOOT_TIMEOUT:-600}
  until on_board -o ConnectTimeout=10 true 2>/dev/null; do
    running || { tail -5 "$run.console" >&2; fail "the emulator ended"; }
    [ $((SECONDS - begin)) -lt "$limit" ] || { tail -5 "$run.console" >&2; fail "no ssh after $limit s"; }
    sleep 0.5
  done
  # A state that was kept brings its old time along.
  on_board "sudo date -u -s @$(date +%s) >/dev/null"
  echo "board.sh: $cpu answers after $((SECONDS - begin)) s"
}

end_emulator() {
  local pid
  [ -e "$run.pid" ] || return 0
  pid=$(cat "$run.pid")
  # Only an emulator of this board is ended: the number may have gone to another program since.
  if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q -- "-pidfile $run.pid"; then
    kill "$pid"
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  fi
  rm -f "$run.pid" "$run.monitor.in" "$run.monitor.out"
}

stop() { end_emulator; rm -f "$run.disk" "$run.config" "$run.console" "$run.dtb"; }

save() {
  local kept
  kept=$(state)
  [ ! -e "$kept" ] || return 0
  rm -f "$kept.part"
  qemu-img create -q -f qcow2 -F raw -b "$board/root.ext4" "$kept.part"
  launch "$kept.part"
  await_ssh
  on_board 'systemctl is-system-running --wait; sync' || true
  # The monitor takes one command after the other.
  printf 'savevm ready\nquit\n' >"$run.monitor.in"
  for _ in $(seq 1200); do running || break; sleep 0.1; done
  ! running || fail "the emulator did not save its state"
  rm -f "$run.pid" "$run.monitor.in" "$run.monitor.out"
  qemu-img snapshot -l "$kept.part" | grep -q ready || fail "the state was not saved"
  mv "$kept.part" "$kept"
}

verb=${1:-}
[ $# -eq 0 ] || shift
case $verb in
  start | save | resume)
    [ -e "$board/made-by" ] || fail "no board in $board; run tools/board/build.sh"
    ! running || fail "the board runs already at port $port"
    stop
    write_config ;;&
  start)
    qemu-img create -q -f qcow2 -F raw -b "$board/root.ext4" "$run.disk"
    launch "$run.disk"
    await_ssh ;;
  save) save ;;
  resume)
    save
    cp --reflink=auto --sparse=always "$(state)" "$run.disk"
    launch "$run.disk" -loadvm ready
    await_ssh ;;
  again)
    [ -e "$run.disk" ] || fail "there is no disk of a run before"
    ! running || fail "the board runs already at port $port"
    launch "$run.disk"
    await_ssh ;;
  ssh) on_board "$@" ;;
  put) scp -q -F "$run.config" "${@:1:$#-1}" "edgeboard:${*: -1}" ;;
  config) echo "$run.config" ;;
  kill) end_emulator ;;
  stop) stop ;;
  *) sed -n '2,13s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
