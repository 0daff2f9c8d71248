-- SPDX-License-Identifier: Apache-2.0
-- History: what was judged of each whole snapshot, and what changed between them. Nothing here is a
-- copy of a night: a verdict has an interval, a change has a row.

-- The whole snapshots that were judged. The newest one stays when its snapshot is removed:
-- intervals end at it.
CREATE TABLE judged (
    snapshot_id INTEGER PRIMARY KEY,
    made        INTEGER NOT NULL       -- seconds since 1970
) STRICT;

-- Requests as they are shown where they are no more.
CREATE TABLE past_request (
    id             INTEGER PRIMARY KEY,
    request_id     TEXT NOT NULL UNIQUE,
    client_account TEXT NOT NULL,
    client_sid     TEXT,
    client_host    TEXT NOT NULL,
    application    TEXT NOT NULL,
    hosted_by      TEXT NOT NULL,
    call           TEXT NOT NULL,
    interface      TEXT NOT NULL,
    server         TEXT NOT NULL,
    server_account TEXT,
    target         TEXT NOT NULL,
    target_account TEXT
) STRICT;

-- From the first to the last judged snapshot that had the request with this verdict.
CREATE TABLE past_verdict (
    request       INTEGER NOT NULL,    -- past_request.id
    from_snapshot INTEGER NOT NULL,
    to_snapshot   INTEGER,             -- NULL: the newest judged one
    verdict       TEXT NOT NULL,
    reason        TEXT NOT NULL,
    hop           TEXT NOT NULL,
    path          TEXT NOT NULL,
    suppressed    INTEGER NOT NULL CHECK (suppressed IN (0, 1)),
    first_seen    INTEGER NOT NULL,    -- when the first snapshot finished since which it has been
                                       -- failing, unknown or fine without a break
    PRIMARY KEY (request, from_snapshot)
) STRICT, WITHOUT ROWID;

-- What is set otherwise in a whole snapshot than in the whole one before it. The observed tables of
-- that one wait as former_account and so on while a scan runs, and after one that is not whole
-- (store/journal.c): a step that changes an observed table drops its former one.
CREATE TABLE journal (
    id            INTEGER PRIMARY KEY,
    from_snapshot INTEGER NOT NULL,
    to_snapshot   INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    what          TEXT NOT NULL,       -- account, trust or domain
    key           BLOB NOT NULL,       -- its objectGUID, else its objectSid, else a name
    object        TEXT NOT NULL,       -- as it is called in the later snapshot that has it
    sid           TEXT,
    dn            TEXT,
    attribute     TEXT NOT NULL,       -- empty: the object itself, with its kind as value
    many          INTEGER NOT NULL,    -- 1: one of several values, which came or went
    old_value     TEXT,                -- NULL: none
    new_value     TEXT,
    changed_at    INTEGER,             -- seconds since 1970, and the domain controller it was made
    changed_on    TEXT                 -- on, where replication metadata said so
) STRICT;
CREATE INDEX journal_by_snapshot ON journal (to_snapshot);

-- Which rule gave a verdict its reason; empty where none did.
ALTER TABLE verdict ADD COLUMN rule TEXT NOT NULL DEFAULT '';

-- The file of suppressions that the newest check was given, and which findings each row holds back.
CREATE TABLE suppression (
    id         INTEGER PRIMARY KEY,
    file       TEXT NOT NULL,
    line       INTEGER NOT NULL,
    request_id TEXT NOT NULL,          -- or its beginning; empty: any
    rule       TEXT NOT NULL,          -- the id of a rule or a reason; empty: any
    client     TEXT NOT NULL,          -- patterns joined by ;, empty: any; likewise below
    server     TEXT NOT NULL,
    target     TEXT NOT NULL,
    reason     TEXT NOT NULL,
    owner      TEXT NOT NULL,
    expires    INTEGER NOT NULL,       -- its last second
    expired    INTEGER NOT NULL CHECK (expired IN (0, 1)),
    findings   INTEGER NOT NULL        -- that it holds back; where it expired, that came back
) STRICT;

CREATE TABLE suppressed (
    request_id     TEXT PRIMARY KEY,
    suppression_id INTEGER NOT NULL REFERENCES suppression (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
