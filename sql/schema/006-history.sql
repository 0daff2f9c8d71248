-- SPDX-License-Identifier: Apache-2.0
-- History: what was judged of each whole snapshot, and what changed between them. Nothing here is a
-- copy of a night: a verdict has an interval, a change has a row.

-- The whole snapshots that were judged. The newest one stays when its snapshot is removed: intervals
-- end at it.
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
