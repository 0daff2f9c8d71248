-- SPDX-License-Identifier: Apache-2.0
-- Imported client configurations.

-- name: clients-find-file
SELECT id, digest FROM import_file WHERE path = ?1 AND reader = ?2 AND host = ?3;

-- name: clients-forget-file
DELETE FROM import_file WHERE path = ?1;

-- name: clients-add-file
INSERT INTO import_file (path, format, digest, imported, records, reader, host)
VALUES (?1, '', x'', ?2, 0, ?3, ?4);

-- name: clients-seal-file
UPDATE import_file SET format = ?2, digest = ?3, records = ?4 WHERE id = ?1;

-- name: clients-add-row
INSERT INTO inventory_row (file_id, line, host, application, process, kind, hosted_by, identity,
                           callers, level, complus_level, dcomcnfg_level, proxy_level,
                           activation_level, interface, flags, transport, authn_service,
                           authn_level, cloaking, server, server_identity, targets)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21, ?22, ?23);

-- name: clients-add-host
INSERT INTO host_fact (file_id, line, host, host_key, part, key, machine_level,
                       ignore_delegation_failure, enable_dcom, credential_guard, domain_joined,
                       scripting_level, complus_default_level, authn_level, require_integrity,
                       raise_activation, remark)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17);

-- name: clients-add-application
INSERT INTO application_fact (file_id, line, host, host_key, part, source, partition, appid, name,
                              exe, kind, level, authn_level, cloaking, run_as, account, service,
                              surrogate, enabled, queued, proxy, initializes_security,
                              remote_server, appid_flags, key, remark)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21, ?22, ?23, ?24, ?25, ?26);

-- name: clients-add-class
INSERT INTO class_fact (file_id, line, host, host_key, clsid, progid, appid, view, key)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- name: clients-add-service
INSERT INTO service_fact (file_id, line, host, host_key, part, source, service, account, svchost,
                          exe, disabled, key)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12);

-- A file may state a part in several places.
-- name: clients-add-part
INSERT OR IGNORE INTO covered_part (file_id, line, host, host_key, part, object)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- Which rows there are of which machine: processes are put together a machine at a time.
-- name: clients-begin-machines
CREATE TEMP TABLE IF NOT EXISTS machine_row (position INTEGER PRIMARY KEY, machine TEXT,
                                             host TEXT, row_id INTEGER);
DROP INDEX IF EXISTS temp.machine_row_by_machine;
DELETE FROM temp.machine_row;

-- name: clients-row-hosts
SELECT id, host FROM inventory_row ORDER BY file_id, line, id;

-- name: clients-add-machine-row
INSERT INTO temp.machine_row (machine, host, row_id) VALUES (lower(?1), ?1, ?2);

-- name: clients-index-machines
CREATE INDEX temp.machine_row_by_machine ON machine_row (machine);

-- name: clients-machines
SELECT machine FROM temp.machine_row GROUP BY machine ORDER BY min(position);

-- name: clients-rows
SELECT r.id, f.path, r.line, m.host, r.application, r.process, r.kind, r.hosted_by, r.identity,
       r.callers, r.level, r.complus_level, r.dcomcnfg_level, r.proxy_level, r.activation_level,
       r.interface, r.flags, r.transport, r.authn_service, r.authn_level, r.cloaking, r.server,
       r.server_identity, r.targets
  FROM temp.machine_row m
  JOIN inventory_row r ON r.id = m.row_id
  JOIN import_file f ON f.id = r.file_id
 WHERE m.machine = ?1
 ORDER BY m.position;

-- The newest file first, so that its values stand.
-- name: clients-hosts
SELECT f.path, f.format, h.line, h.host, h.machine_level, h.ignore_delegation_failure,
       h.enable_dcom, h.credential_guard, h.domain_joined, h.remark, h.part, h.key,
       h.scripting_level, h.complus_default_level, h.authn_level, h.require_integrity,
       h.raise_activation
  FROM host_fact h JOIN import_file f ON f.id = h.file_id
 ORDER BY f.imported DESC, f.id DESC, h.line;
