#!/usr/bin/env bash
# Builds the disk of the virtual board: a Debian for ARM64 as a new owner finds it, nothing of EdgeCnn on it. On x86-64, as root.
#   tools/board/build.sh       makes .cache/board/{root.ext4,vmlinuz,initrd.img,id_ed25519,...}; some minutes
# Does nothing when that folder was made by this very script. BOARD is another folder.
# The maintainer scripts of ARM64 packages run through qemu-user: where the machine has no handler for ARM64 programs, one is
# registered in a namespace of its own (Linux 6.7 or newer), so the machine's own table stays as it is.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$here/../.." && pwd -P)
board=$(realpath -m "${BOARD:-$root/.cache/board}")
packages=(mmdebstrap qemu-user-static qemu-system-arm qemu-utils e2fsprogs openssh-client util-linux kmod cpio device-tree-compiler)
suite=bookworm

fail() { echo "build.sh: $*" >&2; exit 1; }
say() { echo "build.sh: $* ($SECONDS s)"; }

have_tools() {
  local command
  for command in mmdebstrap qemu-aarch64-static qemu-system-aarch64 qemu-img mke2fs ssh ssh-keygen unshare depmod cpio fdtput; do
    command -v "$command" >/dev/null || return 1
  done
}

install_tools() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail "run once as root, or install: ${packages[*]}"
  say "installing ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq install --no-install-recommends "${packages[@]}" >"$board/apt.log" 2>&1 ||
    { apt-get -qq update && apt-get -qq install --no-install-recommends "${packages[@]}"; } >"$board/apt.log" 2>&1 ||
    { tail -5 "$board/apt.log" >&2; fail "apt-get could not install ${packages[*]}"; }
  have_tools || fail "the packages are installed, but a command of theirs is still missing"
}

# Runs once everything is unpacked and configured; $1 is the board's root folder.
write_customise() {
  cat >"$work/customise.sh" <<'CUSTOMISE'
#!/bin/bash
set -euo pipefail
r=$1
echo edgeboard >"$r/etc/hostname"
echo '127.0.0.1 localhost edgeboard' >"$r/etc/hosts"
echo '/dev/vda / ext4 defaults,noatime 0 1' >"$r/etc/fstab"
printf '[Match]\nName=en* eth*\n[Network]\nAddress=10.0.2.15/24\nGateway=10.0.2.2\nLinkLocalAddressing=no\n' >"$r/etc/systemd/network/10-en.network"
ln -sf /lib/systemd/system/systemd-networkd.service "$r/etc/systemd/system/multi-user.target.wants/systemd-networkd.service"

# The camera: the kernel's vivid, one capture device like a webcam's, no sound, radio or output beside it.
echo vivid >"$r/etc/modules-load.d/camera.conf"
echo 'options vivid n_devs=1 node_types=0x1 num_inputs=1 input_types=0x0 no_error_inj=0' >"$r/etc/modprobe.d/vivid.conf"

# The owner's account and the group of the pins, as Raspberry Pi OS makes them.
chroot "$r" groupadd --system gpio
echo 'SUBSYSTEM=="gpio", GROUP="gpio", MODE="0660"' >"$r/etc/udev/rules.d/99-com.rules"
chroot "$r" useradd --create-home --shell /bin/bash --groups sudo,video,gpio pi
echo 'pi ALL=(ALL) NOPASSWD: ALL' >"$r/etc/sudoers.d/010_pi-nopasswd"
chmod 440 "$r/etc/sudoers.d/010_pi-nopasswd"
mkdir -m 700 "$r/home/pi/.ssh"
cp "$WORK/id_ed25519.pub" "$r/home/pi/.ssh/authorized_keys"
chroot "$r" chown -R pi:pi /home/pi/.ssh

rm -f "$r"/etc/ssh/ssh_host_{rsa,ecdsa}_key*
cut -d' ' -f1,2 "$r/etc/ssh/ssh_host_ed25519_key.pub" | sed 's/^/edgeboard /' >"$WORK/known_hosts"
# Nothing to look up behind this network: a login must not wait for names.
echo 'UseDNS no' >"$r/etc/ssh/sshd_config.d/board.conf"

for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer e2scrub_reap.service \
    systemd-timesyncd.service mosquitto.service; do
  ln -sf /dev/null "$r/etc/systemd/system/$unit"
done
rm -rf "$r"/var/cache/apt/* "$r"/var/lib/apt/lists/*
CUSTOMISE
  chmod +x "$work/customise.sh"
}

# The kernel and its first file system, made on this machine: the board's own dpkg, depmod and mkinitramfs would take minutes
# for them under emulation. $1 is the board's root folder.
write_kernel() {
  cat >"$work/kernel.sh" <<'KERNEL'
#!/bin/bash
set -euo pipefail
r=$1
export APT_CONFIG=$MMDEBSTRAP_APT_CONFIG
mkdir "$WORK/debs" "$WORK/kernel" "$WORK/first"
cd "$WORK/debs"
image=$(apt-cache depends linux-image-arm64 | sed -n 's/^ *Depends: *//p' | head -1)
apt-get -qq download "$image" busybox-static
dpkg-deb -x linux-image-*.deb "$WORK/kernel"
dpkg-deb -x busybox-static_*.deb "$WORK/first"
version=$(ls "$WORK/kernel/lib/modules")
modules=$WORK/kernel/lib/modules/$version
# A board has no use for graphics cards, radios, sound cards and the network cards of servers.
rm -rf "$modules"/kernel/{sound,drivers/{gpu,infiniband,scsi,ata,net/{wireless,ethernet},media/{usb,pci,dvb-frontends,tuners}}}
mkdir -p "$r/usr/lib/modules"
mv "$modules" "$r/usr/lib/modules/"
depmod -b "$r" "$version"
cp "$WORK"/kernel/boot/vmlinuz-* "$WORK/vmlinuz"
cp "$WORK"/kernel/boot/config-* "$WORK/kernel.config"

cd "$WORK/first"
rm -rf usr/share
mkdir -p dev proc root modules
printf '#!/bin/busybox sh\n/bin/busybox mount -t devtmpfs dev /dev\n' >init
for name in virtio_pci virtio_blk ext4 crc32c_generic; do
  # "builtin NAME" names no file.
  modprobe -d "$r" -S "$version" --show-depends "$name" | sed -n 's/^insmod //p'
done | awk '!seen[$1]++' >"$WORK/first.modules"
while read -r file; do
  file=${file%% *}
  cp "$file" modules/
  echo "/bin/busybox insmod /modules/${file##*/}" >>init
done <"$WORK/first.modules"
cat >>init <<'INIT'
until [ -b /dev/vda ]; do /bin/busybox sleep 0.1; done
/bin/busybox mount -t ext4 -o noatime /dev/vda /root
exec /bin/busybox switch_root /root /sbin/init
INIT
chmod +x init
find . | cpio --quiet -o -H newc | gzip -1 >"$WORK/initrd.img"
KERNEL
  chmod +x "$work/kernel.sh"
}

# The host's keys, before its own set-up makes them under emulation, where one for RSA takes very long. $1 is the root folder.
write_keys() {
  cat >"$work/keys.sh" <<'KEYS'
#!/bin/bash
set -euo pipefail
mkdir -p "$1/etc/ssh"
for kind in rsa ecdsa ed25519; do
  ssh-keygen -q -t "$kind" -N '' -C edgeboard -f "$1/etc/ssh/ssh_host_${kind}_key"
done
KEYS
  chmod +x "$work/keys.sh"
}

write_bootstrap() {
  cat >"$work/bootstrap.sh" <<'BOOTSTRAP'
#!/bin/bash
set -euo pipefail
if [ ! -e /proc/sys/fs/binfmt_misc/qemu-aarch64 ]; then
  mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
  # ELF, 64 bits, little endian, machine 0xb7. F opens the interpreter now, so that it is found from inside the new root too.
  printf '%s' ':qemu-aarch64:M::\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00:\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff:/usr/bin/qemu-aarch64-static:FP' >/proc/sys/fs/binfmt_misc/register
fi
# /usr is merged from the start: the package that merges it later brings Perl along, and is slow under emulation.
mmdebstrap --mode=root --arch=arm64 --variant=minbase --format=directory --skip=check/empty,check/qemu \
  --include="$INCLUDE" \
  --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr --essential-hook="$WORK/keys.sh \"\$1\"" \
  --customize-hook="$WORK/kernel.sh \"\$1\"" --customize-hook="$WORK/customise.sh \"\$1\"" \
  "$SUITE" "$WORK/root" "$WORK/sources.list"
BOOTSTRAP
  chmod +x "$work/bootstrap.sh"
}

bootstrap() {
  if [ -e /proc/sys/fs/binfmt_misc/qemu-aarch64 ]; then "$work/bootstrap.sh"; return; fi
  # Ids are mapped by hand, one to one: unshare itself would ask for newuidmap and a range in /etc/subuid.
  local go="$work/go"
  mkfifo "$go"
  unshare --user --mount bash -c 'read -r <"$1"; exec "$2"' bash "$go" "$work/bootstrap.sh" &
  inner=$!
  while [ "$(readlink "/proc/$inner/ns/user")" = "$(readlink /proc/self/ns/user)" ]; do
    kill -0 "$inner" || fail "no user namespace to be had here"
    sleep 0.1
  done
  echo '0 0 65536' >"/proc/$inner/uid_map"
  echo '0 0 65536' >"/proc/$inner/gid_map"
  echo >"$go"
  wait "$inner"
  inner=
}

mkdir -p "$board"
exec 9>"$board/.lock"
flock 9
key=$(sha256sum "${BASH_SOURCE[0]}" | cut -c1-16)
if [ "$(cat "$board/made-by" 2>/dev/null)" = "$key" ] && have_tools; then exit 0; fi
[ "$(uname -m)" = x86_64 ] || fail "works on x86-64 only, this is $(uname -m)"
have_tools || install_tools
[ "$(id -u)" = 0 ] || fail "must run as root: it makes files of many owners"

# Everything is made here and moved when whole.
rm -rf "$board"/work.*
work=$(mktemp -d "$board/work.XXXXXX")
inner=
trap '[ -z "$inner" ] || kill "$inner" 2>/dev/null || true; rm -rf "$work"' EXIT
chmod 755 "$work"
export WORK=$work SUITE=$suite TMPDIR=$work
# gpiod and v4l-utils are for the tests' own look at pins and camera; .NET hashes by libssl3. ca-certificates is left out:
# its set-up starts a thousand programs, under emulation.
INCLUDE=systemd-sysv,dbus,udev,kmod,openssh-server,sudo,iproute2,procps,curl,libssl3
INCLUDE+=,v4l-utils,gpiod,mosquitto,mosquitto-clients,libstdc++6,libgcc-s1,zlib1g
export INCLUDE
ssh-keygen -q -t ed25519 -N '' -C pi@edgeboard -f "$work/id_ed25519"
# The places from which this machine itself takes packages.
apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' | grep -E " $suite" | sort -u >"$work/sources.list"
[ -s "$work/sources.list" ] || fail "apt has no lists of $suite here; run apt-get update"
write_kernel
write_keys
write_customise
write_bootstrap
mkdir "$work/root"
bootstrap >"$board/bootstrap.log" 2>&1 || { tail -20 "$board/bootstrap.log" >&2; fail "mmdebstrap failed; the whole log is $board/bootstrap.log"; }
say "packages unpacked and configured"
mke2fs -q -t ext4 -L root -d "$work/root" -E lazy_itable_init=1 "$work/root.ext4" 2G
rm -f "$board"/made-by "$board"/ready-*.qcow2
mv "$work"/{root.ext4,vmlinuz,initrd.img,kernel.config,id_ed25519,known_hosts} "$board/"
echo "$key" >"$board/made-by"
say "$board is ready"
