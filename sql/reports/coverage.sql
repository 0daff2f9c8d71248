-- SPDX-License-Identifier: Apache-2.0
-- title: What the answers rest on: the scan, the imports, and what neither of them read
WITH newest AS (SELECT * FROM snapshot ORDER BY id DESC LIMIT 1),
     computer AS MATERIALIZED (SELECT * FROM enabled_computers),
     now (seconds) AS (SELECT CAST(strftime('%s', 'now') AS INTEGER)),
     -- Groups that inventories name, as the newest check expanded them.
     member AS MATERIALIZED (
         SELECT DISTINCT i.host AS name, 'computers' AS what, r.host_id AS id
           FROM inventory i
           JOIN request r ON r.application = i.application
                         AND instr(', ' || r.source || ', ', ', ' || i.source || ', ')
          WHERE i.host LIKE '@group:%' AND r.client_host NOT LIKE '@group:%'
         UNION
         SELECT r.client_name, 'accounts', r.client_account FROM request r
          WHERE r.client_account IS NOT NULL
            AND lower(r.client_name) IN (SELECT lower(name) FROM accounts WHERE kind = 'group'
                                         UNION
                                         SELECT lower(sid_text(sid)) FROM accounts
                                          WHERE kind = 'group'))
SELECT item, name, value FROM (
    SELECT 1 AS position, 'snapshot' AS item, 'domain controller' AS name,
           coalesce(dc, source) AS value FROM newest
    UNION ALL SELECT 2, 'snapshot', 'highest committed USN', coalesce(usn, 'not read') FROM newest
    UNION ALL SELECT 3, 'snapshot', 'finished', iso_time(finished) FROM newest
    UNION ALL SELECT 4, 'snapshot', 'whole', CASE whole WHEN 1 THEN 'yes' ELSE 'no' END FROM newest
    UNION ALL SELECT 5, 'snapshot', 'other domain controllers', 'may lag behind this one'
                FROM newest
    UNION ALL SELECT 6, 'domain', dns_name,
                     CASE WHEN whole THEN 'read to its end' WHEN scanned THEN 'read in part'
                          ELSE 'not read' END FROM domain
    UNION ALL SELECT 6, 'domain', dns_name || ' KDC',
                     kdc_profile || ', domain level ' || coalesce(domain_level, 'not read') ||
                     ', lowest level of its controllers ' || coalesce(dc_level, 'not read')
                FROM domains WHERE scanned
    UNION ALL SELECT 7, 'read', context || ' ' || asked,
                     received || CASE whole WHEN 1 THEN ' objects' ELSE ' objects; not read: ' ||
                                      shortfall END
                FROM coverage WHERE snapshot_id = (SELECT id FROM newest)
    UNION ALL SELECT 8, 'attribute', not_readable, count(*) || ' accounts do not show it'
                FROM account WHERE not_readable <> '' GROUP BY not_readable
    UNION ALL SELECT 9, 'computers', 'enabled', count(*) FROM computer
    UNION ALL SELECT 10, 'computers', 'enabled, with client data', coalesce(sum(seen), 0)
                FROM computer
    UNION ALL SELECT 10, 'computers', 'enabled, never seen', count(*) FROM computer WHERE NOT seen
    UNION ALL SELECT 11, 'imports', 'files', count(*) FROM import_file
    UNION ALL SELECT 12, 'imports', 'oldest', coalesce(iso_time(min(imported)), 'none')
                FROM import_file
    UNION ALL SELECT 12, 'imports', 'older than ' || max_import_age || ' days at the newest check',
                     (SELECT count(*) FROM import_file
                       WHERE imported < made - max_import_age * 86400)
                FROM judgement WHERE max_import_age IS NOT NULL
    UNION ALL SELECT 13, 'never seen', name, 'no client data imported'
                FROM computer WHERE NOT seen
    UNION ALL SELECT 14, 'seen', name,
                     'imported ' || iso_time(newest) || ', ' || ((seconds - newest) / 86400) ||
                     ' days ago' ||
                     CASE WHEN oldest < newest
                          THEN '; the oldest ' || iso_time(oldest) || ', ' ||
                               ((seconds - oldest) / 86400) || ' days ago' ELSE '' END
                FROM computer, now WHERE seen
    UNION ALL SELECT 15, 'import', path,
                     format || ', ' || records || ' records, imported ' || iso_time(imported) ||
                     ', ' || ((seconds - imported) / 86400) || ' days ago'
                FROM import_file, now
    UNION ALL SELECT 16, 'group', name, count(*) || ' ' || what FROM member GROUP BY name, what
    UNION ALL SELECT 17, 'name not resolved', name || ', used on ' || host, source || ': ' || why
                FROM unresolved_name)
 ORDER BY position, name;
