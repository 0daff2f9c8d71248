-- SPDX-License-Identifier: Apache-2.0
-- Where levels and identities come from.

-- Who runs the called server, by what the server's host calls it: an AppID, CLSID, ProgID, or the
-- name of a COM+ application, program or service.
ALTER TABLE inventory_row ADD COLUMN server_application TEXT NOT NULL DEFAULT '';

-- What a ladder found, once for each process and transport: every setting that states a level, the
-- narrowest first.
CREATE TABLE level_rung (
    ladder   INTEGER NOT NULL,
    position INTEGER NOT NULL,
    level_source TEXT NOT NULL,
    outcome  TEXT NOT NULL,            -- a word of the vocabulary "rung"
    source   TEXT NOT NULL,            -- file:line; empty: a documented default
    key      TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (ladder, position)
) STRICT, WITHOUT ROWID;

-- Texts of evidence ("source: name=value"), empty where the request's own row says it all.
ALTER TABLE request ADD COLUMN ladder          INTEGER;
ALTER TABLE request ADD COLUMN level_evidence  TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN client_evidence TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN server_evidence TEXT NOT NULL DEFAULT '';
-- Where the identity of a cloaked call stops being one that can be handed on: the machine, and the
-- request that brings it there at less than delegate.
ALTER TABLE request ADD COLUMN lost_at         TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN caller_evidence TEXT NOT NULL DEFAULT '';

-- Names of client files that lead to no single account, each where it stands first.
CREATE TABLE unresolved_name (
    name   TEXT NOT NULL,
    host   TEXT NOT NULL,              -- on which it is used
    source TEXT NOT NULL,
    why    TEXT NOT NULL,
    PRIMARY KEY (name, host)
) STRICT, WITHOUT ROWID;
