#!/usr/bin/env bash
# Installs the server that the tests start for themselves: Debian's PostgreSQL, where it is missing.
set -euo pipefail
if command -v postgres >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; then
  exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "PostgreSQL is not installed and cannot be from here: its tests will be skipped" >&2
  exit 0
fi
# The tests start clusters of their own; none is wanted for the whole machine.
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] ||
  echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-confold postgresql
