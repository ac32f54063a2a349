# For the scripts that need more than setup.sh: install_command COMMAND PACKAGE... makes sure that there is such a command.
install_command() {
  local command=$1
  shift
  command -v "$command" >/dev/null && return
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || { echo "$command is missing; run once as root, or install: $*" >&2; exit 1; }
  echo "installing $*" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq install --no-install-recommends "$@" >/dev/null 2>&1 ||
    { apt-get -qq update && apt-get -qq install --no-install-recommends "$@"; } >&2 ||
    { echo "apt-get could not install $*" >&2; exit 1; }
}
