-- SPDX-License-Identifier: Apache-2.0
-- Runs of the scanner: which directory, when, and what was not read.

-- One finished scan. The observed tables hold the newest one; older rows are the list of runs.
CREATE TABLE snapshot (
    id           INTEGER PRIMARY KEY,
    started      INTEGER NOT NULL,  -- seconds since 1970
    finished     INTEGER NOT NULL,  -- seconds since 1970
    source       TEXT NOT NULL,     -- the URI, or the LDIF files
    dc           TEXT,              -- dNSHostName of the rootDSE; NULL where there was none
    usn          INTEGER,           -- highestCommittedUSN when the scan began
    whole        INTEGER NOT NULL CHECK (whole IN (0, 1)),
    tool_version TEXT NOT NULL
) STRICT;

-- What was asked for in each naming context and what came of it.
CREATE TABLE coverage (
    snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    context     TEXT NOT NULL,      -- DN of the naming context; empty for the rootDSE
    asked       TEXT NOT NULL,      -- the filter, or the file
    received    INTEGER NOT NULL,   -- objects
    whole       INTEGER NOT NULL CHECK (whole IN (0, 1)),
    shortfall   TEXT NOT NULL       -- what is missing and why; empty where whole
) STRICT;
