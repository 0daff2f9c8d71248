-- SPDX-License-Identifier: Apache-2.0
-- id: S07
-- title: Does the client forward its TGT to the server (unconstrained delegation)?
-- orders: 340-341 500-549 855-856
-- paths: unconstrained
-- middle: asked
WITH r AS (SELECT * FROM requests WHERE id = :request),
     parties AS (
         SELECT 0 AS server, 'process: ' AS prefix, a.* FROM accounts a
           JOIN r ON a.id = r.process_account WHERE r.cloaked
         UNION ALL
         SELECT 1, '', a.* FROM accounts a JOIN r ON a.id = r.server_account),
     chain AS (
         SELECT 0 AS server, 'process: ' AS prefix, p.id FROM r
           JOIN trust_path p ON p.client_domain = r.client_domain
                            AND p.server_domain = r.process_domain AND p.target_domain IS NULL
          WHERE r.cloaked
         UNION ALL
         SELECT 100, '', p.id FROM r
           JOIN trust_path p ON p.client_domain IS r.client_domain
                            AND p.server_domain IS r.server_domain
                            AND p.target_domain IS r.target_domain)
SELECT looked_up, value, source FROM (
SELECT 1 + server AS position,
       prefix || 'trusted for delegation (TRUSTED_FOR_DELEGATION)' AS looked_up,
       CASE unconstrained WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'not readable' END ||
       coalesce(printf(' (0x%X)', uac), '') AS value, dn || ': userAccountControl' AS source
  FROM parties
UNION ALL
SELECT 3, 'Credential Guard of the client machine',
       CASE h.credential_guard WHEN 'unknown' THEN 'not read' WHEN 'yes' THEN 'on' ELSE 'off' END ||
       coalesce(' (' || h.os || ' ' || h.os_version || ')', ''),
       coalesce(nullif(h.source, ''), h.dn, h.name)
  FROM r JOIN client_hosts h ON h.id = r.host_id
UNION ALL
SELECT 3 + c.server + t.step, c.prefix || 'trust on the way there: ' || t.partner,
       coalesce(printf('trustAttributes 0x%X', t.attributes), 'not readable'),
       t.dn || ': trustAttributes'
  FROM chain c JOIN trust_steps t ON t.id = c.id AND t.way = 'client-server')
 ORDER BY position;
