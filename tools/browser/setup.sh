#!/bin/sh
# Installs what check-page.mjs needs: Chromium, a font, playwright-core. Quick when all is there.
set -eu
cd "$(dirname "$0")"

if [ ! -x /usr/bin/chromium ] || [ ! -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "setup.sh: install the packages chromium and fonts-dejavu-core, or run this as root" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
fi

# npm writes node_modules/.package-lock.json last: when it is not older than our lock file, the packages are those of the lock file.
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --ignore-scripts
fi
