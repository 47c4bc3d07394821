#!/usr/bin/env bash
# The Debian package in a Debian 12 with nothing else: installed by apt with and without what it recommends, the
# README's first example as root and as an ordinary user, the manual, completion, and what purging leaves.
#   debian.sh PACKAGE.deb DIR      as root; DIR: where debootstrap makes the root, or made it before
# It is by hand (`./dev deb --root DIR`), not in CI: it loads 100 MB of packages.
set -euo pipefail # and so no grep -q, which ends before what it reads from
here=$(cd "$(dirname "$0")" && pwd)
package=$(readlink -f "$1")
mkdir -p "$2"
base=$(readlink -f "$2")/base root=$(readlink -f "$2")/root

say() { printf '== %s\n' "$*"; }
die() {
    printf 'debian.sh: %s\n' "$*" >&2
    exit 1
}
[ "$(id -u)" = 0 ] || die "wants root, for chroot"
[ -n "${ZIPING_APART-}" ] || ZIPING_APART=1 exec unshare --mount --pid --fork "$0" "$@" # mounts end with it

inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
as_clerk() { inside su - clerk -c "export LANG=${language:-C.UTF-8}; $1"; }
# The clock of a machine that builds may be off.
apt() { inside apt-get -q -o Acquire::Check-Valid-Until=false -o Acquire::Check-Date=false "$@" >"$root.log" 2>&1 || { tail -n 40 "$root.log"; die "apt-get $*"; }; }
files() { find "$root" -xdev \( -path "$root/var/cache" -o -path "$root/var/lib/apt" -o -path "$root/var/lib/dpkg" -o -path "$root/var/log" \
    -o -path "$root/home" -o -path "$root/root" -o -path "$root/tmp" -o -path "$root/proc" -o -path "$root/dev" \) -prune -o -print | sort; }
# What the README tells a reader to type after the package is installed.
example() { sed -n '/^    cp -r \/usr\/share\/doc\/ziping/,/^$/p' "$here/../../README.md" | sed 's/^    //; s/ *#.*//'; }

if [ ! -e "$base/etc/debian_version" ]; then
    say "debootstrap"
    mirror=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)
    debootstrap --variant=minbase bookworm "$base" "${mirror:-http://deb.debian.org/debian}" >"$base.log" 2>&1 || die "debootstrap: $base.log"
fi
[ -n "$(example)" ] || die "README.md has no example that begins with cp -r /usr/share/doc/ziping"

prepare() {
    rm -rf --one-file-system "$root"
    cp -a "$base" "$root"
    cp /etc/resolv.conf /etc/hosts "$root/etc/"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    apt update
    inside useradd --create-home --shell /bin/bash clerk
    cp "$package" "$root/tmp/"
}

try_commands() {
    say "$(inside ziping --version), the README's first example"
    example | sed 's/^/   $ /'
    inside sh -ec "cd /root; $(example)" | sed 's/^/   /'
    as_clerk "set -e; $(example)" >"$root/tmp/out"
    diff -r "$root/root/out" "$root/home/clerk/out" || die "root and clerk have other bytes"
    as_clerk "set -e; ziping verify out/packages/my-unit; ziping new lusong-2023 mine; ziping render mine 2>/dev/null" | sed 's/^/   /'
    as_clerk "ziping check mine || true" 2>&1 | grep >/dev/null '\[S01\]' || die "ziping check finds nothing in a blank form"
    [ -s "$root/home/clerk/out/mine/report.pdf" ] || die "ziping new, render: no report.pdf"
    for font in FandolFang-Regular NotoSerifCJK-Bold NotoSansCJK-Regular LXGWWenKai-Regular LiberationSerif-Regular; do
        as_clerk "ziping fonts" | grep >/dev/null "$font" || die "no $font"
    done
    language=zh_CN.UTF-8 as_clerk "ziping package --help" | grep >/dev/null '^用法：ziping package' || die "no Chinese help"
    language=zh_CN.UTF-8 as_clerk "ziping render nowhere; true" 2>&1 | grep >/dev/null '错误' || die "no Chinese messages"
}

try_manual() {
    say "the manual, completion"
    apt install -y --no-install-recommends man-db bash-completion zsh
    as_clerk "man ziping-package" | grep >/dev/null -- '--embed-data' || die "man ziping-package"
    language=zh_CN.UTF-8 as_clerk "LC_ALL=C.UTF-8 man -L zh_CN ziping" | grep >/dev/null '绩效自评' || die "no Chinese manual"
    as_clerk "whatis ziping ziping-check" | sed 's/^/   /'
    as_clerk 'cat >comp.sh' <<'END'
. /usr/share/bash-completion/bash_completion
_completion_loader ziping
COMP_WORDS=(ziping new yue) COMP_CWORD=2 COMP_LINE="ziping new yue" COMP_POINT=14
_ziping 2>/dev/null
echo "${COMPREPLY[@]}"
END
    [ "$(as_clerk 'bash comp.sh')" = "yueyanglou-2023 yueyanglou-2023-unnumbered" ] || die "completion of bash: $(as_clerk 'bash comp.sh')"
    [ "$(as_clerk 'zsh -fc "autoload -Uz compinit; compinit; echo \$_comps[ziping]"')" = _ziping ] || die "completion of zsh"
}

for more in "" --no-install-recommends; do
    say "a clean root, apt-get install $more ./$(basename "$package")"
    prepare
    files >"$root.before"
    inside dpkg-query -W -f '${Package}\n' >"$root.packages"
    apt install -y $more "/tmp/$(basename "$package")"
    inside dpkg-query -W -f '${Package}\n' | comm -13 "$root.packages" - | tr '\n' ' ' | fold -s -w 110 | sed 's/^/   /'
    echo
    try_commands
    [ -n "$more" ] || try_manual
    say "apt-get purge"
    apt purge -y ziping man-db bash-completion zsh
    apt autoremove -y --purge
    left=$(files | comm -13 "$root.before" - | grep -i ziping || true)
    [ -z "$left" ] || die "purging left $left"
    files | comm -13 "$root.before" - | head -n 20 | sed 's/^/   left by others: /'
    umount -R "$root/proc" "$root/dev"
done
say "all done"
