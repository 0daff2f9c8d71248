-- SPDX-License-Identifier: Apache-2.0
-- How old the imports are that a verdict rests on. All of it is empty unless the check was told how
-- old an import may be (--max-import-age).

CREATE TEMP VIEW IF NOT EXISTS import_limit AS
SELECT made - max_import_age * 86400 AS oldest FROM judgement WHERE max_import_age IS NOT NULL;

-- Rows of inventories, names folded as a request_id folds them.
CREATE TEMP VIEW IF NOT EXISTS dated_inventory AS
SELECT lower(i.host) AS host, lower(i.application) AS application, lower(i.process) AS process,
       lower(i.server) AS server, coalesce(nullif(i.transport, ''), 'com') AS transport,
       ';' || replace(lower(i.targets), ' ', '') || ';' AS targets, i.source,
       -- when and where, to be compared as one text; empty cells have none
       printf('%020d', f.imported) || i.source AS stated,
       i.level, i.complus_level, i.dcomcnfg_level, i.identity, i.callers, i.cloaking, i.kind,
       i.flags
  FROM inventory i JOIN import_file f ON f.id = i.file_id
 WHERE EXISTS (SELECT 1 FROM import_limit);

-- The newest row that states a request's call. Rows of a group of hosts are known by their place.
CREATE TEMP VIEW IF NOT EXISTS call_imports AS
WITH dated AS MATERIALIZED (SELECT * FROM dated_inventory)
SELECT r.id, max(d.stated) AS stated
  FROM request r
  JOIN dated d ON d.application = lower(r.application) AND d.server = lower(r.server)
              AND d.process = lower(r.process) AND d.transport = r.transport
 WHERE (d.host = lower(r.client_host)
        OR (d.host LIKE '@group:%'
            AND instr(', ' || r.source || ', ', ', ' || d.source || ', ')))
   AND (instr(d.targets, ';' || lower(r.target) || ';') OR (r.target = '' AND d.targets = ';;'))
 GROUP BY r.id;

-- Of each setting of a process the newest row that states it; of those the oldest. A newer row that
-- leaves a cell empty does not speak of it.
CREATE TEMP VIEW IF NOT EXISTS process_imports AS
SELECT host, application, process,
       min(coalesce(max(CASE WHEN level <> '' THEN stated END), '9'),
           coalesce(max(CASE WHEN complus_level <> '' THEN stated END), '9'),
           coalesce(max(CASE WHEN dcomcnfg_level <> '' THEN stated END), '9'),
           coalesce(max(CASE WHEN identity <> '' THEN stated END), '9'),
           coalesce(max(CASE WHEN callers <> '' THEN stated END), '9'),
           coalesce(max(CASE WHEN cloaking <> '' THEN stated END), '9'),
           coalesce(max(CASE WHEN kind <> '' THEN stated END), '9'),
           coalesce(max(CASE WHEN flags <> '' THEN stated END), '9')) AS stated
  FROM dated_inventory GROUP BY host, application, process;

-- The same of a machine, by every name that files give it: `level` are the defaults of levels,
-- `fact` what counts whatever the level.
CREATE TEMP VIEW IF NOT EXISTS host_imports AS
WITH name (id, host) AS MATERIALIZED (
         SELECT h.id, lower(h.name) FROM host h WHERE EXISTS (SELECT 1 FROM import_limit)
          UNION
         SELECT h.id, lower(a.dns_host_name) FROM host h JOIN account a ON a.id = h.account_id
          WHERE EXISTS (SELECT 1 FROM import_limit)
          UNION
         SELECT h.id, lower(rtrim(a.sam, '$')) FROM host h JOIN account a ON a.id = h.account_id
          WHERE EXISTS (SELECT 1 FROM import_limit)),
     dated AS MATERIALIZED (
         SELECT lower(h.host) AS host, h.*,
                printf('%020d', f.imported) ||
                  substr(f.path, length(rtrim(f.path, replace(f.path, '/', ''))) + 1) || ':' ||
                  h.line AS stated
           FROM host_fact h JOIN import_file f ON f.id = h.file_id
          WHERE EXISTS (SELECT 1 FROM import_limit))
SELECT n.id,
       min(coalesce(max(CASE WHEN machine_level <> '' THEN stated END), '9'),
           coalesce(max(CASE WHEN scripting_level <> '' THEN stated END), '9'),
           coalesce(max(CASE WHEN complus_default_level <> '' THEN stated END), '9')) AS level,
       min(coalesce(max(CASE WHEN ignore_delegation_failure <> '' THEN stated END), '9'),
           coalesce(max(CASE WHEN enable_dcom <> '' THEN stated END), '9'),
           coalesce(max(CASE WHEN credential_guard <> '' THEN stated END), '9'),
           coalesce(max(CASE WHEN domain_joined <> '' THEN stated END), '9')) AS fact
  FROM name n JOIN dated d ON d.host = n.host GROUP BY n.id;

-- Requests whose call, process or level was stated too long ago: the oldest of the three.
CREATE TEMP VIEW IF NOT EXISTS old_imports AS
SELECT id, min(stated) AS stated FROM (
    SELECT id, stated FROM call_imports
    UNION ALL
    SELECT r.id, p.stated FROM request r
      JOIN process_imports p
        ON p.application = lower(coalesce(nullif(r.hosted_by, ''), r.application))
       AND (r.hosted_by <> '' OR p.process = lower(r.process)) AND p.host = lower(r.client_host)
    UNION ALL
    SELECT r.id, h.level FROM request r JOIN host_imports h ON h.id = r.host_id
     WHERE r.level_source IN ('machine', 'builtin', 'scripting'))
 WHERE CAST(substr(stated, 1, 20) AS INTEGER) < (SELECT oldest FROM import_limit)
 GROUP BY id;

-- Machines that files spoke of too long ago.
CREATE TEMP VIEW IF NOT EXISTS old_host_imports AS
SELECT id, fact AS stated FROM host_imports
 WHERE CAST(substr(fact, 1, 20) AS INTEGER) < (SELECT oldest FROM import_limit);
