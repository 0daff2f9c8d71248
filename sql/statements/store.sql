-- SPDX-License-Identifier: Apache-2.0
-- Statements about the file as a whole.

-- name: store-newest-snapshot
SELECT id, started, finished, source, coalesce(dc, ''), whole FROM snapshot
 ORDER BY id DESC LIMIT 1;

-- name: store-snapshot-numbered
SELECT id, started, finished, source, coalesce(dc, ''), whole FROM snapshot WHERE id = ?1;

-- name: store-newest-within
SELECT id, started, finished, source, coalesce(dc, ''), whole FROM snapshot
 WHERE id < ?1 AND finished <= ?2
 ORDER BY id DESC LIMIT 1;

-- name: store-newest-whole
SELECT id, started, finished, source, coalesce(dc, ''), whole FROM snapshot
 WHERE id < ?1 AND finished <= ?2 AND whole = 1
 ORDER BY id DESC LIMIT 1;

-- What stands above every report.
-- name: store-head
WITH newest AS (SELECT * FROM snapshot ORDER BY id DESC LIMIT 1)
SELECT 'snapshot', CAST(id AS TEXT) FROM newest
UNION ALL SELECT 'source', source FROM newest
UNION ALL SELECT 'domain_controller', coalesce(dc, '') FROM newest
UNION ALL SELECT 'kdc', coalesce((SELECT group_concat(dns_name || ': ' || kdc_profile ||
                     ', domain level ' || coalesce(domain_level, 'not read') ||
                     ', lowest level of its controllers ' || coalesce(dc_level, 'not read'), '; ')
                     FROM domains WHERE scanned), '') FROM newest
UNION ALL SELECT 'usn', CAST(coalesce(usn, '') AS TEXT) FROM newest
UNION ALL SELECT 'started', iso_time(started) FROM newest
UNION ALL SELECT 'finished', iso_time(finished) FROM newest
UNION ALL SELECT 'whole', CASE whole WHEN 1 THEN 'yes' ELSE 'no' END FROM newest
UNION ALL SELECT 'not_read', coalesce(group_concat(context || ': ' || shortfall, '; '), '')
            FROM coverage WHERE whole = 0 AND snapshot_id = (SELECT id FROM newest)
UNION ALL SELECT 'computers_with_client_data',
                 coalesce(sum(seen), 0) || ' of ' || count(*) FROM enabled_computers
UNION ALL SELECT 'oldest_import', coalesce(iso_time(min(imported)), '') FROM import_file
UNION ALL SELECT 'judged',
                 coalesce((SELECT iso_time(made) ||
                                  CASE WHEN made < (SELECT max(imported) FROM import_file)
                                       THEN ', before the newest import' ELSE '' END
                             FROM judgement), 'not since the newest scan')
UNION ALL SELECT 'computers_never_seen', CAST(coalesce(sum(NOT seen), 0) AS TEXT)
            FROM enabled_computers
UNION ALL SELECT 'max_import_age', max_import_age || ' days: ' ||
                 (SELECT count(*) FROM import_file WHERE imported < made - max_import_age * 86400)
                 || ' imports are older'
            FROM judgement WHERE max_import_age IS NOT NULL;
