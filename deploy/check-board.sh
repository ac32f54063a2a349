#!/bin/sh
# Says whether the agent can run on this board at all, and needs nothing for it but a POSIX shell: for boards on which the agent,
# with its own "edgecnn-agent doctor", would not even start. Each problem comes with its fix.
#   deploy/check-board.sh [--root DIR]
#   --root DIR  look at a board's files below DIR instead of /
# Leaves with 4 if something must be fixed.
set -u
root=
case ${1:-} in
  '') ;;
  --root) [ $# -eq 2 ] || { echo "check-board.sh: --root wants a folder." >&2; exit 2; }; root=$2 ;;
  --help | -h) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
  *) echo "check-board.sh: unknown argument '$1'. See --help." >&2; exit 2 ;;
esac
least_kib=131072
bad=0
ok() { printf 'ok    %s: %s\n' "$1" "$2"; }
note() { printf 'note  %s: %s\n' "$1" "$2"; }
fix() { printf 'FIX   %s: %s %s\n' "$1" "$2" "$3"; bad=$((bad + 1)); }

# The board's name ends with a zero byte.
model=
[ ! -r "$root/proc/device-tree/model" ] || model=$(tr -d '\000' <"$root/proc/device-tree/model")
[ -n "$model" ] || model=$(sed -n 's/^Model[[:space:]]*: *//p' "$root/proc/cpuinfo" 2>/dev/null | head -n 1)
part=$(sed -n 's/^CPU part[[:space:]]*: *//p' "$root/proc/cpuinfo" 2>/dev/null | head -n 1)
case $model in
  "Raspberry Pi Zero 2"* | "Raspberry Pi Compute Module "[345]*) ok board "$model" ;;
  "Raspberry Pi Zero"* | "Raspberry Pi Model "* | "Raspberry Pi Compute Module"*)
    fix board "$model has an ARMv6 processor, which no program of 64 bits runs on." "Take a Raspberry Pi Zero 2 W, 3, 4 or 5." ;;
  *)
    case $part in
      0xb76) fix board "${model:-this board} has an ARMv6 processor, which no program of 64 bits runs on." "Take a Raspberry Pi Zero 2 W, 3, 4 or 5." ;;
      0xc05 | 0xc07 | 0xc08 | 0xc09 | 0xc0f) fix board "${model:-this board} has an ARMv7 processor, which no program of 64 bits runs on." "Take a Raspberry Pi Zero 2 W, 3, 4 or 5." ;;
      *) ok board "${model:-unknown}" ;;
    esac ;;
esac

# What programs are, not what the kernel is: the fifth byte of the shell says 1 for 32 bits, 2 for 64.
bits=
[ -n "$root" ] || bits=$(getconf LONG_BIT 2>/dev/null) || bits=
if [ -z "$bits" ]; then
  case $(dd if="$root/bin/sh" bs=1 skip=4 count=1 2>/dev/null | od -An -tu1 | tr -d ' \n') in 1) bits=32 ;; 2) bits=64 ;; esac
fi
case $bits in
  64) ok userland "64 bits" ;;
  '') note userland "nobody says whether programs are of 32 or 64 bits" ;;
  *) fix userland "the system's programs are of $bits bits, whatever its kernel is." "Install the 64-bit image of your board's system; a 64-bit kernel alone is not enough." ;;
esac

# The C library that the agent was built against, or a later one. A system of another C library has no such loader.
libc=
for file in "$root"/lib/*/libc.so.6 "$root"/usr/lib/*/libc.so.6 "$root"/lib/libc.so.6 "$root"/lib64/libc.so.6 "$root"/usr/lib64/libc.so.6; do
  [ -e "$file" ] || continue
  libc=$(tr -cs '[:print:]' '\n' <"$file" | sed -n 's/^GNU C Library .*version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  [ -z "$libc" ] || break
done
case $libc in
  '') fix libc "the GNU C library was not found." "Use Raspberry Pi OS, Debian or Ubuntu; systems with another C library, as Alpine, do not run the agent." ;;
  *)
    if [ "${libc%%.*}" -gt 2 ] || { [ "${libc%%.*}" -eq 2 ] && [ "${libc#*.}" -ge 34 ]; }; then ok libc "glibc $libc"
    else fix libc "glibc $libc is too old, 2.34 or later is needed." "Install the present image of your board's system (Raspberry Pi OS 12, Debian 12, Ubuntu 22.04 or later)."; fi ;;
esac

free=$(df -Pk "${root:-/}" 2>/dev/null | awk 'NR == 2 { print $4 }')
case $free in
  '' | *[!0-9]*) note disk "free space is unknown" ;;
  *)
    if [ "$free" -ge $least_kib ]; then ok disk "$((free / 1024)) MiB free"
    else fix disk "only $((free / 1024)) MiB free, $((least_kib / 1024)) are needed for two versions of the agent." "Delete what is not needed: 'sudo apt clean' and 'sudo journalctl --vacuum-size=50M' are quick."; fi ;;
esac

# The folder is there exactly where systemd is what started the system.
if [ -d "$root/run/systemd/system" ]; then ok systemd "runs this system"
else note systemd "does not run this system; the agent works, but install.sh cannot make a service of it"; fi

[ "$bad" -eq 0 ] || { echo "$bad to fix"; exit 4; }
echo "nothing to fix"
