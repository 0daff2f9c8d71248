-- SPDX-License-Identifier: Apache-2.0
-- What exports say of applications, classes and services, and which parts of a host's configuration
-- a file holds. Words, never numbers; an empty text is "not read". `host_key` is the host's name
-- folded for comparison (host_key of core).

-- Which reading made the rows: a file that an older program read is read again (store/clients.c).
ALTER TABLE import_file ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import_file ADD COLUMN host   TEXT NOT NULL DEFAULT '';   -- --host, where it was given

ALTER TABLE host_fact ADD COLUMN host_key              TEXT NOT NULL DEFAULT '';
ALTER TABLE host_fact ADD COLUMN part                  TEXT NOT NULL DEFAULT '';
ALTER TABLE host_fact ADD COLUMN key                   TEXT NOT NULL DEFAULT '';
ALTER TABLE host_fact ADD COLUMN scripting_level       TEXT NOT NULL DEFAULT '';
ALTER TABLE host_fact ADD COLUMN complus_default_level TEXT NOT NULL DEFAULT '';
ALTER TABLE host_fact ADD COLUMN authn_level           TEXT NOT NULL DEFAULT '';
ALTER TABLE host_fact ADD COLUMN require_integrity     TEXT NOT NULL DEFAULT '';
ALTER TABLE host_fact ADD COLUMN raise_activation      TEXT NOT NULL DEFAULT '';

CREATE INDEX host_fact_by_host ON host_fact (host_key, part);

CREATE TABLE application_fact (
    id                   INTEGER PRIMARY KEY,
    file_id              INTEGER NOT NULL REFERENCES import_file (id) ON DELETE CASCADE,
    line                 INTEGER NOT NULL,
    host                 TEXT NOT NULL CHECK (host <> ''),
    host_key             TEXT NOT NULL,
    part                 TEXT NOT NULL,
    source               TEXT NOT NULL,   -- registry, wmi, complus, config
    partition            TEXT NOT NULL,
    appid                TEXT NOT NULL,   -- {GUID} in upper case
    name                 TEXT NOT NULL,
    exe                  TEXT NOT NULL,
    kind                 TEXT NOT NULL,
    level                TEXT NOT NULL,
    authn_level          TEXT NOT NULL,
    cloaking             TEXT NOT NULL,
    run_as               TEXT NOT NULL,
    account              TEXT NOT NULL,   -- where run_as is account
    service              TEXT NOT NULL,
    surrogate            TEXT NOT NULL,
    enabled              TEXT NOT NULL,   -- yes, no or empty; likewise below
    queued               TEXT NOT NULL,
    proxy                TEXT NOT NULL,
    initializes_security TEXT NOT NULL,
    remote_server        TEXT NOT NULL,
    appid_flags          TEXT NOT NULL,   -- ;-list, "none" where it was read and has none
    key                  TEXT NOT NULL,   -- registry key or property
    remark               TEXT NOT NULL
) STRICT;
CREATE INDEX application_fact_by_file ON application_fact (file_id);
CREATE INDEX application_fact_by_host ON application_fact (host_key, part, appid);

CREATE TABLE class_fact (
    id       INTEGER PRIMARY KEY,
    file_id  INTEGER NOT NULL REFERENCES import_file (id) ON DELETE CASCADE,
    line     INTEGER NOT NULL,
    host     TEXT NOT NULL CHECK (host <> ''),
    host_key TEXT NOT NULL,
    clsid    TEXT NOT NULL,
    progid   TEXT NOT NULL,
    appid    TEXT NOT NULL,
    view     TEXT NOT NULL,               -- native, 32-bit
    key      TEXT NOT NULL
) STRICT;
CREATE INDEX class_fact_by_file ON class_fact (file_id);
CREATE INDEX class_fact_by_host ON class_fact (host_key, clsid);

CREATE TABLE service_fact (
    id       INTEGER PRIMARY KEY,
    file_id  INTEGER NOT NULL REFERENCES import_file (id) ON DELETE CASCADE,
    line     INTEGER NOT NULL,
    host     TEXT NOT NULL CHECK (host <> ''),
    host_key TEXT NOT NULL,
    part     TEXT NOT NULL,
    source   TEXT NOT NULL,
    service  TEXT NOT NULL CHECK (service <> ''),
    account  TEXT NOT NULL,
    svchost  TEXT NOT NULL,               -- its group
    exe      TEXT NOT NULL,
    disabled TEXT NOT NULL,               -- yes, no or empty
    key      TEXT NOT NULL
) STRICT;
CREATE INDEX service_fact_by_file ON service_fact (file_id);
CREATE INDEX service_fact_by_host ON service_fact (host_key, part);

-- A file holds this part of the host's configuration; `object` narrows it to one application,
-- class or group, empty is all of it.
CREATE TABLE covered_part (
    file_id  INTEGER NOT NULL REFERENCES import_file (id) ON DELETE CASCADE,
    line     INTEGER NOT NULL,
    host     TEXT NOT NULL CHECK (host <> ''),
    host_key TEXT NOT NULL,
    part     TEXT NOT NULL,
    object   TEXT NOT NULL,
    PRIMARY KEY (host_key, part, object, file_id)
) STRICT;
CREATE INDEX covered_part_by_file ON covered_part (file_id);
