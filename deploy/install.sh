#!/bin/sh
# Installs a published agent and a model on this board as a systemd service; run as root on the board.
#   deploy/install.sh AGENT_FOLDER MODEL 'ARGUMENTS'
#   AGENT_FOLDER  what "dotnet publish src/EdgeCnn.Agent -c Release -r linux-arm64 -o FOLDER" made
#   MODEL         an .ecnn file or an .ecnnb bundle
#   ARGUMENTS     further arguments of "edgecnn-agent run", for example '--camera files:/srv/pictures --loop'
set -eu
[ $# -eq 3 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
agent=$1 model=$2 arguments=$3
[ "$(id -u)" = 0 ] || { echo "install.sh: must run as root, for example with sudo." >&2; exit 4; }
here=$(cd "$(dirname "$0")" && pwd)
# Before the agent itself is started, which not every board can do.
sh "$here/check-board.sh" || { echo "install.sh: this board is not fit for the agent; see above." >&2; exit 4; }
[ -x "$agent/edgecnn-agent" ] || { echo "install.sh: $agent/edgecnn-agent is missing or not executable. Publish the agent first." >&2; exit 2; }
[ -r "$model" ] || { echo "install.sh: $model cannot be read." >&2; exit 3; }

id edgecnn >/dev/null 2>&1 || useradd --system --home-dir /opt/edgecnn --shell /usr/sbin/nologin edgecnn
for group in video gpio; do getent group "$group" >/dev/null || groupadd --system "$group"; done

# The new version lies beside the old one until it is whole.
rm -rf /opt/edgecnn.new
mkdir -p /opt/edgecnn.new /etc/edgecnn
cp -R "$agent/." /opt/edgecnn.new/
cp "$model" "/opt/edgecnn.new/$(basename "$model")"
# It must run here and take the model before it replaces anything.
/opt/edgecnn.new/edgecnn-agent run "/opt/edgecnn.new/$(basename "$model")" --camera synthetic --frames 3 --no-page >/dev/null
rm -rf /opt/edgecnn.old
[ ! -d /opt/edgecnn ] || mv /opt/edgecnn /opt/edgecnn.old
mv /opt/edgecnn.new /opt/edgecnn
printf 'EDGECNN_RUN=/opt/edgecnn/%s %s\n' "$(basename "$model")" "$arguments" >/etc/edgecnn/agent.env
install -m 644 "$here/edgecnn-agent.service" /etc/systemd/system/edgecnn-agent.service
systemctl daemon-reload
systemctl enable --now edgecnn-agent.service
systemctl --no-pager --lines=5 status edgecnn-agent.service
