-- SPDX-License-Identifier: Apache-2.0
-- Imported client configurations.

-- name: clients-find-file
SELECT id, digest FROM import_file WHERE path = ?1;

-- name: clients-forget-file
DELETE FROM import_file WHERE path = ?1;

-- name: clients-add-file
INSERT INTO import_file (path, format, digest, imported, records) VALUES (?1, '', x'', ?2, 0);

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
INSERT INTO host_fact (file_id, line, host, machine_level, ignore_delegation_failure, enable_dcom,
                       credential_guard, domain_joined, remark)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

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
       h.enable_dcom, h.credential_guard, h.domain_joined, h.remark
  FROM host_fact h JOIN import_file f ON f.id = h.file_id
 ORDER BY f.imported DESC, f.id DESC, h.line;
