-- SPDX-License-Identifier: Apache-2.0
-- What a check makes of the observed tables: all of it is derived and made anew each time.

-- Which snapshot the derived tables are true of. At most one row.
CREATE TABLE judgement (
    snapshot_id INTEGER,               -- NULL: there was no snapshot
    made        INTEGER NOT NULL       -- seconds since 1970
) STRICT;

-- A host as the client files name it.
CREATE TABLE host (
    id                        INTEGER PRIMARY KEY,
    name                      TEXT NOT NULL,
    account_id                INTEGER,   -- its computer account, where one was found
    has_facts                 INTEGER NOT NULL,
    machine_level             TEXT NOT NULL,
    ignore_delegation_failure TEXT NOT NULL,  -- yes, no or unknown; likewise below
    enable_dcom               TEXT NOT NULL,
    credential_guard          TEXT NOT NULL,
    domain_joined             TEXT NOT NULL,
    source                    TEXT NOT NULL   -- file and line of the facts
) STRICT;

-- A server or target as it is addressed. `role` is server, target, or address (a host name that is
-- not what the ticket is made out to: only whether it is an IP address matters).
CREATE TABLE name (
    id         INTEGER PRIMARY KEY,
    role       TEXT NOT NULL,
    text       TEXT NOT NULL,          -- as given
    spn        TEXT NOT NULL,          -- the SPN that is asked for
    spn_key    TEXT NOT NULL,
    alias_key  TEXT,                   -- with the class replaced through sPNMappings
    host_key   TEXT NOT NULL,          -- folded host part
    is_address INTEGER NOT NULL,       -- the host part is an IP address
    account_id INTEGER,                -- the account that a ticket would be for
    owners     INTEGER NOT NULL,       -- how many accounts have that name
    matched    TEXT NOT NULL,          -- exact, alias, account or empty
    host_account INTEGER,              -- the computer account of the host part
    host_id    INTEGER                 -- host.id of that machine, where client files tell of it
) STRICT;

-- One row for each (request, client identity, target).
CREATE TABLE request (
    id              INTEGER PRIMARY KEY,
    request_id      TEXT NOT NULL,     -- one row each, when the check is done
    host_id         INTEGER NOT NULL,
    client_host     TEXT NOT NULL,
    application     TEXT NOT NULL,
    process         TEXT NOT NULL,
    hosted_by       TEXT NOT NULL,
    call            TEXT NOT NULL,
    transport       TEXT NOT NULL,
    interface       TEXT NOT NULL,
    level           TEXT NOT NULL,
    level_source    TEXT NOT NULL,
    ineffective     INTEGER NOT NULL,  -- whatever the level, nothing is delegated
    config_reason   TEXT NOT NULL,     -- a config- code, or empty
    source          TEXT NOT NULL,     -- file and line of the row
    cloaking        TEXT NOT NULL,
    authn_service   TEXT NOT NULL,
    client_name     TEXT NOT NULL,     -- as given, where no account was found
    client_account  INTEGER,
    client_domain   INTEGER,
    client_state    TEXT NOT NULL,     -- account, unknown, none (no network identity)
    cloaked         INTEGER NOT NULL,  -- the identity is a caller's and not the process's
    process_name    TEXT NOT NULL,
    process_account INTEGER,
    process_domain  INTEGER,
    server          TEXT NOT NULL,
    server_name     INTEGER NOT NULL,  -- name.id
    server_account  INTEGER,
    server_domain   INTEGER,
    server_state    TEXT NOT NULL,     -- account, unknown, none
    assumed         INTEGER NOT NULL,  -- who the parties are was assumed
    target          TEXT NOT NULL,
    target_name     INTEGER,           -- name.id; NULL: no target given
    target_account  INTEGER,
    target_domain   INTEGER,
    locality        TEXT NOT NULL,     -- local, remote, unknown: host against the server's host
    target_locality TEXT NOT NULL,     -- the same: server's host against the target's
    pair_id         INTEGER,
    middle_pair_id  INTEGER,
    caller_state    TEXT NOT NULL DEFAULT '',  -- local, remote, unknown; empty: not cloaked
    caller_level    TEXT NOT NULL DEFAULT ''   -- the caller's own level towards this process
) STRICT;

-- A server's account and a target: what lists and descriptors are about. One row each.
CREATE TABLE pair (
    id             INTEGER PRIMARY KEY,
    server_account INTEGER NOT NULL,
    target_name    INTEGER NOT NULL,
    target_account INTEGER
) STRICT;

-- Two accounts of neighbouring roles between which more than tickets decides: the one that is
-- reached has an authentication policy, or a trust with selective authentication lies between
-- them. `kind` is client-server, server-target (the server asks in the client's name) or
-- client-target (with a forwarded TGT).
CREATE TABLE leg (
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,
    from_account INTEGER NOT NULL,
    to_account   INTEGER NOT NULL,
    UNIQUE (kind, from_account, to_account)
) STRICT;

-- A chain of domains that requests cross, not all of them one: the client's, the server's, the
-- target's. NULL: not known, or not asked for.
CREATE TABLE trust_path (
    id            INTEGER PRIMARY KEY,
    client_domain INTEGER,
    server_domain INTEGER,
    target_domain INTEGER
) STRICT;

-- What the rules found: the rule's scope says what `subject_id` is.
CREATE TABLE condition (
    rule       TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    object     TEXT,
    evidence   TEXT
) STRICT;

CREATE TABLE verdict (
    request            INTEGER PRIMARY KEY,
    verdict            TEXT NOT NULL,
    reason             TEXT NOT NULL,
    hop                TEXT NOT NULL,
    path               TEXT NOT NULL,
    path_unconstrained TEXT NOT NULL,
    path_constrained   TEXT NOT NULL,
    path_transition    TEXT NOT NULL,
    path_rbcd          TEXT NOT NULL,
    further_reasons    TEXT NOT NULL,
    evidence           TEXT NOT NULL,
    remedy             TEXT NOT NULL
) STRICT;
-- A check makes them anew when the rows are in: in the order of their keys, and not one by one.
CREATE INDEX request_by_request_id ON request (request_id);
CREATE INDEX request_by_client ON request (client_account, server_account);
