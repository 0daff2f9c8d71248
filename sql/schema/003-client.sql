-- SPDX-License-Identifier: Apache-2.0
-- Client configurations as imported: words, never numbers, and the file and line they come from.

CREATE TABLE import_file (
    id       INTEGER PRIMARY KEY,
    path     TEXT NOT NULL UNIQUE,     -- as given on the command line, made absolute
    format   TEXT NOT NULL,            -- inventory, hosts, registry
    digest   BLOB NOT NULL,            -- SHA-256 of the bytes
    imported INTEGER NOT NULL,         -- seconds since 1970
    records  INTEGER NOT NULL
) STRICT;

-- One outgoing proxy a row; an empty text is an empty cell (docs/client-files.md).
CREATE TABLE inventory_row (
    id               INTEGER PRIMARY KEY,
    file_id          INTEGER NOT NULL REFERENCES import_file (id) ON DELETE CASCADE,
    line             INTEGER NOT NULL,
    host             TEXT NOT NULL CHECK (host <> ''),
    application      TEXT NOT NULL CHECK (application <> ''),
    process          TEXT NOT NULL DEFAULT '',
    kind             TEXT NOT NULL DEFAULT '',
    hosted_by        TEXT NOT NULL DEFAULT '',
    identity         TEXT NOT NULL DEFAULT '',
    callers          TEXT NOT NULL DEFAULT '',
    level            TEXT NOT NULL DEFAULT '',
    complus_level    TEXT NOT NULL DEFAULT '',
    dcomcnfg_level   TEXT NOT NULL DEFAULT '',
    proxy_level      TEXT NOT NULL DEFAULT '',
    activation_level TEXT NOT NULL DEFAULT '',
    interface        TEXT NOT NULL DEFAULT '',
    flags            TEXT NOT NULL DEFAULT '',
    transport        TEXT NOT NULL DEFAULT '',
    authn_service    TEXT NOT NULL DEFAULT '',
    authn_level      TEXT NOT NULL DEFAULT '',
    cloaking         TEXT NOT NULL DEFAULT '',
    server           TEXT NOT NULL CHECK (server <> ''),
    server_identity  TEXT NOT NULL DEFAULT '',
    targets          TEXT NOT NULL DEFAULT ''
) STRICT;

-- What is known of a host; an empty text is "not read".
CREATE TABLE host_fact (
    id                        INTEGER PRIMARY KEY,
    file_id                   INTEGER NOT NULL REFERENCES import_file (id) ON DELETE CASCADE,
    line                      INTEGER NOT NULL,
    host                      TEXT NOT NULL CHECK (host <> ''),
    machine_level             TEXT NOT NULL DEFAULT '',
    ignore_delegation_failure TEXT NOT NULL DEFAULT '',
    enable_dcom               TEXT NOT NULL DEFAULT '',
    credential_guard          TEXT NOT NULL DEFAULT '',
    domain_joined             TEXT NOT NULL DEFAULT '',
    remark                    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX inventory_row_by_file ON inventory_row (file_id);
CREATE INDEX host_fact_by_file ON host_fact (file_id);
