#!/usr/bin/env bash
# Remakes page.png, the README's picture of the live page: runs the agent on the sample pictures, checks its page
# with a real browser, keeps the desktop screenshot. PORT chooses another port.
set -euo pipefail
cd "$(dirname "$0")/../.."

port=${PORT:-18080}
url="http://127.0.0.1:$port/"
shots=$(mktemp -d)
agent=

stop() {
  if [ -n "$agent" ]; then
    kill -TERM -- "-$agent" 2>/dev/null || true
    wait "$agent" 2>/dev/null || true
  fi
  rm -rf "$shots"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if curl -fs -o /dev/null --max-time 2 "${url}healthz"; then
  echo "make-pictures.sh: port $port is taken by another program; choose one with PORT=" >&2
  exit 1
fi

tools/browser/setup.sh
dotnet build -c Release src/EdgeCnn.Agent --nologo -v quiet

# With job control the agent gets a process group of its own, so that `stop` ends it together with `dotnet run`.
set -m
dotnet run -c Release --no-build --project src/EdgeCnn.Agent -- run models/cifar10-resnet8/model.ecnn \
  --camera files:models/cifar10-resnet8/samples --loop --fps 5 --port "$port" --save "$shots/saved" >"$shots/agent.log" 2>&1 &
agent=$!
set +m

tries=60
until curl -fs -o /dev/null --max-time 2 "${url}healthz"; do
  tries=$((tries - 1))
  if [ "$tries" -eq 0 ] || ! kill -0 "$agent" 2>/dev/null; then
    echo "make-pictures.sh: the agent does not answer at ${url}healthz; its log:" >&2
    cat "$shots/agent.log" >&2
    exit 1
  fi
  sleep 0.5
done

# The strips of the last minutes begin empty.
sleep 150
node tools/browser/check-page.mjs "$url" "$shots"
cp "$shots/page-desktop.png" tools/readme/page.png
echo "wrote tools/readme/page.png"
