#!/bin/sh
# Installs what run-model.mjs needs: onnxruntime-node. Quick when it is there.
set -eu
cd "$(dirname "$0")"

# npm writes node_modules/.package-lock.json last: when it is not older than our lock file, the packages are those of the lock file.
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  # The package holds its CPU library; its install script would only fetch the one for graphics cards.
  npm ci --ignore-scripts
fi

ORT_DISABLE_TELEMETRY=1 node -e 'console.log("onnxruntime-node", require("onnxruntime-node").env.versions.node)'
