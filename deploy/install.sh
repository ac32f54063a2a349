#!/bin/sh
# Makes this board ready for EdgeCnn, and installs a bundle on it. Run as root on the board; it may be run again at any time.
#   deploy/install.sh AGENT_FOLDER BUNDLE          prepare, install into a new slot, prove it here, switch to it
#   deploy/install.sh --prepare [ROOT [UNIT]]      prepare only, for the slots' folder and the service of that name;
#                                                  "edgecnn deploy" runs this over ssh
#   AGENT_FOLDER  what "deploy/publish.sh linux-arm64 FOLDER" made
#   BUNDLE        what "edgecnn pack" made
# Prepared are: the user edgecnn in the groups video and gpio, ROOT (/opt/edgecnn), /etc/edgecnn/agent.json where there is none,
# a rule for the board's lamps, and two services: UNIT (edgecnn-agent.service) runs the active slot; edgecnn-recover.service goes back to the slot before when
# the power was lost in the middle of a switch. DESTDIR stands before /etc, if it is set.
set -eu
usage() { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
fail() { echo "install.sh: $2" >&2; exit "$1"; }
here=$(cd "$(dirname "$0")" && pwd)
etc=${DESTDIR:-}/etc
root=/opt/edgecnn unit=edgecnn-agent.service

prepare() {
  id edgecnn >/dev/null 2>&1 || useradd --system --home-dir "$root" --no-create-home --shell /usr/sbin/nologin edgecnn
  for group in video gpio; do
    getent group "$group" >/dev/null || groupadd --system "$group"
    usermod -a -G "$group" edgecnn
  done
  mkdir -p "$root/slots" "$etc/edgecnn" "$etc/systemd/system"
  chmod 755 "$root" "$root/slots"
  if [ -f "$here/agent.json" ] && [ ! -e "$etc/edgecnn/agent.json" ]; then
    sed "s|/opt/edgecnn|$root|g" "$here/agent.json" >"$etc/edgecnn/agent.json.new"
    mv "$etc/edgecnn/agent.json.new" "$etc/edgecnn/agent.json"
  fi
  rules=$etc/udev/rules.d/99-edgecnn.rules
  if [ -f "$here/99-edgecnn.rules" ] && ! cmp -s "$here/99-edgecnn.rules" "$rules"; then
    mkdir -p "$etc/udev/rules.d"
    cp "$here/99-edgecnn.rules" "$rules.new"
    mv "$rules.new" "$rules"
    # Where no udev runs there are no lamps either.
    { udevadm control --reload && udevadm trigger --subsystem-match=leds; } 2>/dev/null || true
  fi
  changed=
  service edgecnn-agent.service "$unit"
  service edgecnn-recover.service edgecnn-recover.service
  [ -z "$changed" ] || systemctl daemon-reload
  systemctl --quiet enable "$unit" edgecnn-recover.service
}

# service FILE NAME: installs a service where it is another one than that which is there.
service() {
  new=$etc/systemd/system/$2.new
  sed -e "s|/opt/edgecnn|$root|g" -e "s|edgecnn-agent\.service|$unit|g" "$here/$1" >"$new"
  if cmp -s "$new" "$etc/systemd/system/$2"; then rm "$new"; else mv "$new" "$etc/systemd/system/$2" && changed=1; fi
}

if [ "${1:-}" = --prepare ]; then
  [ $# -le 3 ] || usage
  root=${2:-$root} unit=${3:-$unit}
  case $root$unit in *[!A-Za-z0-9/._@-]* | '') usage ;; esac
else
  [ $# -eq 2 ] || usage
fi
[ "$(id -u)" = 0 ] || fail 4 "must run as root, for example with sudo."
# Before the agent itself is started, which not every board can do.
sh "$here/check-board.sh" >&2 || fail 4 "this board is not fit for the agent; see above."
if [ "$1" = --prepare ]; then prepare; exit; fi
[ -x "$1/edgecnn-agent" ] || fail 2 "$1/edgecnn-agent is missing or not executable. Publish the agent first."
[ -r "$2" ] || fail 3 "$2 cannot be read."
prepare
"$1/edgecnn-agent" install "$2" --agent "$1"
"$1/edgecnn-agent" activate latest
