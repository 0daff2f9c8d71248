-- SPDX-License-Identifier: Apache-2.0
-- title: What the answers rest on: the scan, the imports, and what neither of them read
WITH newest AS (SELECT * FROM snapshot ORDER BY id DESC LIMIT 1)
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
    UNION ALL SELECT 9, 'computers', 'enabled', count(*) FROM enabled_computers
    UNION ALL SELECT 10, 'computers', 'enabled, with client data', coalesce(sum(seen), 0)
                FROM enabled_computers
    UNION ALL SELECT 11, 'imports', 'files', count(*) FROM import_file
    UNION ALL SELECT 12, 'imports', 'oldest', coalesce(iso_time(min(imported)), 'none')
                FROM import_file
    UNION ALL SELECT 13, 'never seen', name, 'no client data imported'
                FROM enabled_computers WHERE NOT seen)
 ORDER BY position, name;
