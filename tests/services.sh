#!/usr/bin/env bash
# Installs what the tests start for themselves, from Debian's packages, where it is missing: a
# PostgreSQL server and the Chromium browser. Tests of what cannot be had are skipped, and say so.
set -euo pipefail
missing=()
command -v postgres >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null ||
  missing+=(postgresql)
command -v chromium >/dev/null || missing+=(chromium)
[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "cannot be installed from here, its tests will be skipped: ${missing[*]}" >&2
  exit 0
fi
# The tests start clusters of their own; none is wanted for the whole machine.
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] ||
  echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -q && apt-get install -q -y --no-install-recommends \
  -o Dpkg::Options::=--force-confold "${missing[@]}"; } ||
  echo "could not be installed, its tests will be skipped: ${missing[*]}" >&2
