-- SPDX-License-Identifier: Apache-2.0
-- Imported client configurations.

-- name: clients-find-file
SELECT id, digest FROM import_file WHERE path = ?1 AND reader = ?2 AND host = ?3;

-- What the path brought before stays until the new rows can be compared with it; no file's name has
-- a line break at its end.
-- name: clients-set-aside
UPDATE import_file SET path = path || char(10) WHERE path = ?1 RETURNING id;

-- name: clients-drop-import
DELETE FROM import_file WHERE id = ?1;

-- name: clients-add-file
INSERT INTO import_file (path, format, digest, imported, records, reader, host)
VALUES (?1, '', x'', ?2, 0, ?3, ?4);

-- name: clients-seal-file
UPDATE import_file SET format = ?2, digest = ?3, records = ?4 WHERE id = ?1;

-- name: clients-add-row
INSERT INTO inventory_row (file_id, line, host, application, process, kind, hosted_by, identity,
                           callers, level, complus_level, dcomcnfg_level, proxy_level,
                           activation_level, interface, flags, transport, authn_service,
                           authn_level, cloaking, server, server_identity, targets,
                           server_application)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21, ?22, ?23, ?24);

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
       r.server_identity, r.targets, r.server_application
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

-- What the new file (?1) holds of a host takes the place of what older files had. CROSS JOIN: by
-- the parts of the file, however many rows there are.
-- name: clients-replace-hosts
DELETE FROM host_fact
 WHERE id IN (SELECT o.id FROM covered_part c
               CROSS JOIN host_fact o ON o.host_key = c.host_key AND o.part = c.part
               WHERE c.file_id = ?1 AND o.file_id <> ?1 AND c.object = '');

-- name: clients-replace-applications
DELETE FROM application_fact
 WHERE id IN (SELECT o.id FROM covered_part c
               CROSS JOIN application_fact o ON o.host_key = c.host_key AND o.part = c.part
               WHERE c.file_id = ?1 AND o.file_id <> ?1
                 AND (c.object = ''
                      OR lower(c.object) IN (lower(o.appid), lower(o.exe), lower(o.name))));

-- name: clients-replace-classes
DELETE FROM class_fact
 WHERE id IN (SELECT o.id FROM covered_part c
               CROSS JOIN class_fact o ON o.host_key = c.host_key AND c.part = 'class'
               WHERE c.file_id = ?1 AND o.file_id <> ?1
                 AND (c.object = '' OR lower(c.object) = lower(o.clsid)));

-- name: clients-replace-services
DELETE FROM service_fact
 WHERE id IN (SELECT o.id FROM covered_part c
               CROSS JOIN service_fact o ON o.host_key = c.host_key AND o.part = c.part
               WHERE c.file_id = ?1 AND o.file_id <> ?1 AND c.object = '');

-- name: clients-replace-parts
DELETE FROM covered_part
 WHERE (host_key, part, object, file_id) IN (
           SELECT o.host_key, o.part, o.object, o.file_id
             FROM covered_part c
            CROSS JOIN covered_part o ON o.host_key = c.host_key AND o.part = c.part
            WHERE c.file_id = ?1 AND o.file_id <> ?1
              AND (c.object = '' OR lower(c.object) = lower(o.object)));

-- How the rows of a file (?1) differ from those that they replace: of the same path (?2) and of
-- older exports of the same part. One line a change.
-- name: clients-changes
WITH host_pair AS (
    SELECT n.host, o.machine_level AS o1, n.machine_level AS n1,
           o.ignore_delegation_failure AS o2, n.ignore_delegation_failure AS n2,
           o.enable_dcom AS o3, n.enable_dcom AS n3,
           o.credential_guard AS o4, n.credential_guard AS n4,
           o.domain_joined AS o5, n.domain_joined AS n5,
           o.scripting_level AS o6, n.scripting_level AS n6,
           o.complus_default_level AS o7, n.complus_default_level AS n7,
           o.authn_level AS o8, n.authn_level AS n8
      FROM host_fact n
      CROSS JOIN host_fact o ON o.host_key = n.host_key AND o.part = n.part
                            AND o.file_id <> n.file_id
     WHERE n.file_id = ?1 AND (o.file_id = ?2 OR o.part <> '')),
application_pair AS (
    SELECT n.host || ': ' || coalesce(nullif(n.name, ''), nullif(n.exe, ''), n.appid) AS what,
           o.level AS o1, n.level AS n1, o.authn_level AS o2, n.authn_level AS n2,
           o.cloaking AS o3, n.cloaking AS n3, trim(o.run_as || ' ' || o.account) AS o4,
           trim(n.run_as || ' ' || n.account) AS n4, o.enabled AS o5, n.enabled AS n5
      FROM application_fact n
      CROSS JOIN application_fact o ON o.host_key = n.host_key AND o.part = n.part
                                   AND o.file_id <> n.file_id AND o.partition = n.partition
                                   AND o.appid = n.appid AND o.exe = n.exe
                                   AND (n.appid <> '' OR o.name = n.name)
     WHERE n.file_id = ?1),
change (what, name, was, now) AS (
    SELECT host, 'machine_level', o1, n1 FROM host_pair
    UNION ALL SELECT host, 'ignore_delegation_failure', o2, n2 FROM host_pair
    UNION ALL SELECT host, 'enable_dcom', o3, n3 FROM host_pair
    UNION ALL SELECT host, 'credential_guard', o4, n4 FROM host_pair
    UNION ALL SELECT host, 'domain_joined', o5, n5 FROM host_pair
    UNION ALL SELECT host, 'scripting_level', o6, n6 FROM host_pair
    UNION ALL SELECT host, 'complus_default_level', o7, n7 FROM host_pair
    UNION ALL SELECT host, 'authn_level', o8, n8 FROM host_pair
    UNION ALL SELECT what, 'level', o1, n1 FROM application_pair
    UNION ALL SELECT what, 'authn_level', o2, n2 FROM application_pair
    UNION ALL SELECT what, 'cloaking', o3, n3 FROM application_pair
    UNION ALL SELECT what, 'run_as', o4, n4 FROM application_pair
    UNION ALL SELECT what, 'enabled', o5, n5 FROM application_pair)
SELECT what || ': ' || name || ' was ' || coalesce(nullif(was, ''), '(not read)') || ', is '
            || coalesce(nullif(now, ''), '(not read)')
  FROM change WHERE was <> now
UNION ALL
SELECT host || ': ' || application || ': a new row, or one that differs' FROM (
    SELECT host, application, process, kind, hosted_by, identity, callers, level, complus_level,
            dcomcnfg_level, proxy_level, activation_level, interface, flags, transport,
            authn_service, authn_level, cloaking, server, server_identity, targets,
            server_application
      FROM inventory_row WHERE file_id = ?1 AND ?2 <> 0
    EXCEPT
    SELECT host, application, process, kind, hosted_by, identity, callers, level, complus_level,
            dcomcnfg_level, proxy_level, activation_level, interface, flags, transport,
            authn_service, authn_level, cloaking, server, server_identity, targets,
            server_application
      FROM inventory_row WHERE file_id = ?2)
UNION ALL
SELECT host || ': ' || application || ': gone, or changed' FROM (
    SELECT host, application, process, kind, hosted_by, identity, callers, level, complus_level,
            dcomcnfg_level, proxy_level, activation_level, interface, flags, transport,
            authn_service, authn_level, cloaking, server, server_identity, targets,
            server_application
      FROM inventory_row WHERE file_id = ?2
    EXCEPT
    SELECT host, application, process, kind, hosted_by, identity, callers, level, complus_level,
            dcomcnfg_level, proxy_level, activation_level, interface, flags, transport,
            authn_service, authn_level, cloaking, server, server_identity, targets,
            server_application
      FROM inventory_row WHERE file_id = ?1)
 ORDER BY 1;

-- The columns that an import reads, as it stored them.
-- name: clients-export-inventory
SELECT host, application, process, kind, hosted_by, identity, callers, level, complus_level,
       dcomcnfg_level, proxy_level, activation_level, interface, flags, transport, authn_service,
       authn_level, cloaking, server, server_identity, targets, server_application
  FROM inventory_row ORDER BY file_id, line, id;

-- One row a host: of each column what the newest file states. Rows that speak of one part of a
-- configuration come from exports of it and are theirs to give.
-- name: clients-export-hosts
WITH stated AS (
    SELECT h.*, printf('%012d', row_number() OVER (ORDER BY f.imported, f.id, h.line DESC)) AS age
      FROM host_fact h JOIN import_file f ON f.id = h.file_id
     WHERE h.part = '' AND f.format <> 'registry')
SELECT substr(max(age || host), 13) AS host,
       substr(coalesce(max(CASE WHEN machine_level <> '' THEN age || machine_level END), ''), 13)
         AS machine_level,
       substr(coalesce(max(CASE WHEN ignore_delegation_failure <> ''
                                THEN age || ignore_delegation_failure END), ''), 13)
         AS ignore_delegation_failure,
       substr(coalesce(max(CASE WHEN enable_dcom <> '' THEN age || enable_dcom END), ''), 13)
         AS enable_dcom,
       substr(coalesce(max(CASE WHEN credential_guard <> '' THEN age || credential_guard END), ''),
              13) AS credential_guard,
       substr(coalesce(max(CASE WHEN domain_joined <> '' THEN age || domain_joined END), ''), 13)
         AS domain_joined,
       substr(coalesce(max(CASE WHEN scripting_level <> '' THEN age || scripting_level END), ''),
              13) AS scripting_level,
       substr(coalesce(max(CASE WHEN complus_default_level <> ''
                                THEN age || complus_default_level END), ''), 13)
         AS complus_default_level
  FROM stated GROUP BY host_key ORDER BY min(file_id), min(id);

-- The newest file first, here too.
-- name: clients-applications
SELECT f.path, f.id, a.line, a.host, a.part, a.source, a.partition, a.appid, a.name, a.exe, a.kind,
       a.level, a.authn_level, a.cloaking, a.run_as, a.account, a.service, a.surrogate, a.enabled,
       a.queued, a.proxy, a.initializes_security, a.remote_server, a.appid_flags, a.key, a.remark
  FROM application_fact a JOIN import_file f ON f.id = a.file_id
 ORDER BY f.imported DESC, f.id DESC, a.line, a.id;

-- name: clients-classes
SELECT f.path, f.id, c.line, c.host, c.clsid, c.progid, c.appid, c.view, c.key
  FROM class_fact c JOIN import_file f ON f.id = c.file_id
 ORDER BY f.imported DESC, f.id DESC, c.line, c.id;

-- name: clients-services
SELECT f.path, f.id, s.line, s.host, s.part, s.source, s.service, s.account, s.svchost, s.exe,
       s.disabled, s.key
  FROM service_fact s JOIN import_file f ON f.id = s.file_id
 ORDER BY f.imported DESC, f.id DESC, s.line, s.id;
