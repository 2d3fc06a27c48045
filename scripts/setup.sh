# Sourced by run and test: system packages and the virtual environment.
# shellcheck shell=bash

# What Qt, printing and fonts need at run time, by Debian's names.
RUN_PACKAGES=(
    python3-venv libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1
    libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
    libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 cups-client
    fonts-babelstone-han fonts-arphic-uming
)
# What the tests start besides: a database server, a print system of their own, a trace of syncs.
TEST_PACKAGES=(postgresql cups-daemon strace)

install_system_packages() {
    local wanted=("${RUN_PACKAGES[@]}")
    [ "$1" = test ] && wanted+=("${TEST_PACKAGES[@]}")
    if ! command -v apt-get >/dev/null; then
        name_other_packages
        return 0
    fi
    local missing=() package
    for package in "${wanted[@]}"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
            echo "缺系统软件包，请管理员装上再运行：apt-get install ${missing[*]}" >&2
            return 0
        fi
        root=(sudo)
    fi
    "${root[@]}" apt-get update -qq
    # A package that a release does not have must not stop the others.
    for package in "${missing[@]}"; do
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null \
            || echo "软件包 $package 没装上。" >&2
    done
}

name_other_packages() {
    cat >&2 <<'TEXT'
这里没有 apt-get。请装上相当的软件包：
  openEuler、麒麟：python3 mesa-libEGL mesa-libGL libxkbcommon libxkbcommon-x11 dbus-libs fontconfig
                   xcb-util-cursor xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil
                   cups-client；测试另装 postgresql-server（15 以上）postgresql-contrib cups strace
  macOS：python 3.11 以上；打印系统自带；测试另装 postgresql
TEXT
}

make_environment() {
    local python=${PYTHON:-python3}
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        echo "需要 Python 3.11 以上。装好后用 PYTHON=python3.11 再运行。" >&2
        exit 1
    }
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    local stamp=.venv/.made-for-${1:-run}
    if [ ! -f "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
        .venv/bin/python -m pip install -q --disable-pip-version-check --upgrade 'pip>=25.1'
        if [ "${1:-}" = test ]; then
            .venv/bin/python -m pip install -q --disable-pip-version-check -e . --group test --group data
        else
            .venv/bin/python -m pip install -q --disable-pip-version-check -e .
        fi
        touch "$stamp"
    fi
}
