#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The test server starts, holds the company, lives beside another one and leaves nothing behind.
set -u -o pipefail
umask 077
cd "$(dirname "$0")/../.." || exit 1

dc=tests/lab/dc
company=samples/company
DELEGAUDIT_TEST_RUN=$(mktemp -d) || exit 1
export DELEGAUDIT_TEST_RUN DC_ADDRESS=127.0.0.28
second=127.0.0.29
trap '$dc down 2>/dev/null; $dc down -a $second 2>/dev/null; rm -rf "$DELEGAUDIT_TEST_RUN"' EXIT

fail() {
    echo "FAILED: $*"
    exit 1
}

# Without what differs from run to run, between addresses and between versions of Samba.
steady() {
    awk 'BEGIN { RS = ""; ORS = "\n\n" } !/DnsZones.*systemFlags/' "$1" | sed -E \
        -e '/^(objectGUID|pwdLastSet|uSNChanged|highestCommittedUSN|vendorVersion):/d' \
        -e '/^hasMasterNCs: CN=/d' \
        -e '/^(supportedControl|operatingSystemVersion: 4)/d' -e '/^servicePrincipalName: .*127/d'
}

environment=$($dc up) || fail 'up'
eval "$environment"
$dc up 2>/dev/null && fail 'a second start at one address'
$dc up -a $second -r OTHER.EXAMPLE >/dev/null || fail 'a second instance'

$dc populate $company/company.ini || fail 'populate'
$company/export >"$DC_DIR/export.ldif" || fail 'export'
diff <(steady $company/directory.ldif) <(steady "$DC_DIR/export.ldif") ||
    fail "$company/directory.ldif is not what $company/company.ini makes: export it again"

$dc snapshot test || fail 'snapshot'
$dc down || fail 'down'
$dc up -s test >/dev/null || fail 'up from a snapshot'
$dc down -a $second || fail 'down of the second instance'
tr -d '\n' <"$DC_ADMIN_PASSWORD_FILE" >"$DC_DIR/password"
ldapsearch -x -LLL -H "$DC_LDAPS_URL" -D "Administrator@$DC_REALM" -y "$DC_DIR/password" \
    -b "$DC_BASE" '(sAMAccountName=anna.weber)' 1.1 | grep -q 'CN=Anna Weber' ||
    fail 'TLS by address, or the account of the snapshot'

pid=$(cut -d' ' -f1 "$DC_DIR/pid")
$dc down || fail 'down'
[ ! -d "/proc/$pid" ] || fail 'the server still runs'
[ -z "$(ls "$DELEGAUDIT_TEST_RUN")" ] || fail 'files are left'
