# Checks of tools/board/test.sh: what comes onto the board, and what must not.
# shellcheck shell=bash disable=SC2154

pack_bundles() {
  edgecnn pack "$root/models/mnist-cnn/model.ecnn" --out "$work/first.ecnnb" --golden 3
  edgecnn pack "$root/models/mnist-cnn/model.ecnn" --out "$work/second.ecnnb" --golden 5
  # Right in every number, and of no use to the agent, which must know what the outputs mean.
  dotnet run "$here/spoil.cs" -- contract "$root/models/mnist-cnn/model.ecnn" "$work/bare.ecnn"
  edgecnn pack "$work/bare.ecnn" --out "$work/bare.ecnnb" --golden 1
  dotnet run "$here/spoil.cs" -- golden "$work/second.ecnnb" "$work/spoiled.ecnnb"
  cp "$work/second.ecnnb" "$work/damaged.ecnnb"
  printf 'x' | dd of="$work/damaged.ecnnb" bs=1 seek=$(($(stat -c %s "$work/damaged.ecnnb") / 2)) conv=notrunc status=none
}

blank_board() {
  on_board 'test ! -e /opt/edgecnn && test ! -e /etc/edgecnn && ! id edgecnn 2>/dev/null'
  leaves 2 deploy --bundle "$work/first.ecnnb"
}

first_deployment() {
  deploy --bundle "$work/first.ecnnb" --agent "$agent"
  status
  [ -n "$(member active)" ]
}

good_update() {
  status
  local before
  before=$(member active)
  deploy --bundle "$work/second.ecnnb" --agent "$agent"
  status
  [ "$(member active)" != "$before" ] && [ "$(member previous)" = "$before" ]
  on_board 'cmp /tmp/agent.json /etc/edgecnn/agent.json'
  progresses
}

rolled_back() {
  status
  local active previous
  active=$(member active) previous=$(member previous)
  edgecnn deploy rollback edgeboard
  status
  [ "$(member active)" = "$previous" ] && [ "$(member active)" != "$active" ]
  progresses
}

damaged_bundle() { same_slot leaves 3 deploy --bundle "$work/damaged.ecnnb"; }

# Past the PC's own look: the board must find it by itself.
damaged_on_board() {
  "$here/board.sh" put "$work/damaged.ecnnb" /var/tmp/damaged.ecnnb
  same_slot leaves 3 on_board sudo /opt/edgecnn/current/agent/edgecnn-agent install /var/tmp/damaged.ecnnb
}

spoiled_bundle() { same_slot leaves 5 deploy --bundle "$work/spoiled.ecnnb"; }
useless_bundle() { same_slot leaves 5 deploy --bundle "$work/bare.ecnnb"; }

no_room_for_update() {
  on_board 'sudo fallocate -l "$(($(df --output=avail -k / | tail -1) - 20000))K" /filler'
  local result=0
  (same_slot leaves 4 deploy --bundle "$work/second.ecnnb") || result=$?
  on_board 'sudo rm /filler'
  return $result
}
