-- SPDX-License-Identifier: Apache-2.0
-- Host facts as a view that takes INSERT, UPDATE and DELETE; see inventory.sql.

DROP VIEW IF EXISTS host_facts;
CREATE VIEW host_facts AS
SELECT h.id,                            -- number of the row; the database gives it
       f.path AS file,                  -- as in `inventory`
       h.line,                          -- as in `inventory`
       h.host,                          -- required; each host once in a set of rows that SQL made
       h.machine_level,                 -- {words:machine_level-invalid-contradictory}; or invalid
       h.ignore_delegation_failure,     -- {words:answer-unknown}
       h.enable_dcom,                   -- {words:answer-unknown}
       h.credential_guard,              -- {words:answer-unknown}
       h.domain_joined,                 -- {words:answer-unknown}
       h.scripting_level,               -- {words:machine_level-invalid-contradictory}
       h.complus_default_level,         -- {words:machine_level-invalid-contradictory}
       h.remark,                        -- what was wrong with a value of an export; not written
       substr(f.path, length(rtrim(f.path, replace(f.path, '/', ''))) + 1) || ':' || h.line
         AS source                      -- as in `inventory`
  FROM host_fact h JOIN import_file f ON f.id = h.file_id;

-- <checks>
    SELECT RAISE(ABORT,
    'file: expected sql:NAME, with up to 64 letters, digits, blanks or . _ -')
     WHERE NOT {set:file};
    SELECT RAISE(ABORT, 'host: found nothing, expected a host') WHERE {text:host} = '';
    SELECT RAISE(ABORT, 'host: expected a host') WHERE {text:host} LIKE '@%';
    SELECT RAISE(ABORT,
    'machine_level: expected nothing or one of {words:machine_level-invalid-contradictory}')
     WHERE {word:machine_level} NOT IN ('', {list:machine_level-invalid-contradictory});
    SELECT RAISE(ABORT,
    'scripting_level: expected nothing or one of {words:machine_level-invalid-contradictory}')
     WHERE {word:scripting_level} NOT IN ('', {list:machine_level-invalid-contradictory});
    SELECT RAISE(ABORT,
    'complus_default_level: expected nothing or one of {words:machine_level-invalid-contradictory}')
     WHERE {word:complus_default_level} NOT IN ('', {list:machine_level-invalid-contradictory});
    SELECT RAISE(ABORT,
    'ignore_delegation_failure: expected nothing or one of {words:answer-unknown}')
     WHERE {word:ignore_delegation_failure} NOT IN ('', {list:answer-unknown});
    SELECT RAISE(ABORT, 'enable_dcom: expected nothing or one of {words:answer-unknown}')
     WHERE {word:enable_dcom} NOT IN ('', {list:answer-unknown});
    SELECT RAISE(ABORT, 'credential_guard: expected nothing or one of {words:answer-unknown}')
     WHERE {word:credential_guard} NOT IN ('', {list:answer-unknown});
    SELECT RAISE(ABORT, 'domain_joined: expected nothing or one of {words:answer-unknown}')
     WHERE {word:domain_joined} NOT IN ('', {list:answer-unknown});
    {no-controls:host}
    SELECT RAISE(ABORT, 'host: longer than 255 characters') WHERE length(NEW.host) > 255;
-- </checks>

CREATE TRIGGER host_facts_insert INSTEAD OF INSERT ON host_facts BEGIN
    {checks}
    SELECT RAISE(ABORT, 'host: these rows have one for this host already: update that one')
     WHERE EXISTS (SELECT 1 FROM host_fact h JOIN import_file f ON f.id = h.file_id
                    WHERE f.path = {file:} AND lower(h.host) = {word:host});
    INSERT INTO import_file (path, format, digest, imported, records)
    SELECT {file:}, 'sql', x'', 0, 0
     WHERE NOT EXISTS (SELECT 1 FROM import_file WHERE path = {file:});
    INSERT INTO host_fact (file_id, line, host, host_key, machine_level, ignore_delegation_failure,
                           enable_dcom, credential_guard, domain_joined, scripting_level,
                           complus_default_level)
    SELECT id, 0, {text:host}, {host-key:}, {word:machine_level},
           {word:ignore_delegation_failure}, {word:enable_dcom}, {word:credential_guard},
           {word:domain_joined}, {word:scripting_level}, {word:complus_default_level}
      FROM import_file WHERE path = {file:};
    UPDATE host_fact SET line = id WHERE id = last_insert_rowid();
    UPDATE import_file SET records = records + 1,
                           imported = CAST(strftime('%s', 'now') AS INTEGER)
     WHERE path = {file:};
END;

CREATE TRIGGER host_facts_update INSTEAD OF UPDATE ON host_facts BEGIN
    SELECT RAISE(ABORT, 'the row came from a file: correct the file and import it again')
     WHERE OLD.file NOT LIKE 'sql:%';
    SELECT RAISE(ABORT, 'id, line, remark and source cannot be written')
     WHERE NEW.id IS NOT OLD.id OR NEW.line IS NOT OLD.line OR NEW.remark IS NOT OLD.remark
        OR NEW.source IS NOT OLD.source;
    SELECT RAISE(ABORT, 'file: a row keeps the one that it has: delete it and insert it anew')
     WHERE NEW.file IS NOT OLD.file;
    {checks}
    SELECT RAISE(ABORT, 'host: these rows have one for this host already: update that one')
     WHERE EXISTS (SELECT 1 FROM host_fact h JOIN import_file f ON f.id = h.file_id
                    WHERE f.path = OLD.file AND h.id <> OLD.id AND lower(h.host) = {word:host});
    UPDATE host_fact
       SET host = {text:host}, host_key = {host-key:}, machine_level = {word:machine_level},
           ignore_delegation_failure = {word:ignore_delegation_failure},
           enable_dcom = {word:enable_dcom}, credential_guard = {word:credential_guard},
           domain_joined = {word:domain_joined}, scripting_level = {word:scripting_level},
           complus_default_level = {word:complus_default_level}
     WHERE id = OLD.id;
    UPDATE import_file SET imported = CAST(strftime('%s', 'now') AS INTEGER) WHERE path = OLD.file;
END;

CREATE TRIGGER host_facts_delete INSTEAD OF DELETE ON host_facts BEGIN
    SELECT RAISE(ABORT, 'the row came from a file: take it out of the file and import it again')
     WHERE OLD.file NOT LIKE 'sql:%';
    DELETE FROM host_fact WHERE id = OLD.id;
    UPDATE import_file SET records = records - 1,
                           imported = CAST(strftime('%s', 'now') AS INTEGER)
     WHERE path = OLD.file;
    DELETE FROM import_file WHERE path = OLD.file AND records = 0;
END;
