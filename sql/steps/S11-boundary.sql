-- SPDX-License-Identifier: Apache-2.0
-- id: S11
-- title: Do trusts, forests and policies let the ticket through?
-- orders: 870-889 900-9999
WITH r AS (SELECT q.*, t.domain_id AS target_domain_id FROM requests q
             LEFT JOIN accounts t ON t.id = q.target_account WHERE q.id = :request),
     parties AS (
         SELECT 1 AS position, 'client' AS role, client_domain AS domain_id FROM r
         UNION ALL
         SELECT 2, 'server', server_domain FROM r
         UNION ALL
         SELECT 3, 'target', target_domain_id FROM r WHERE target_name IS NOT NULL)
SELECT 'domain of the ' || p.role AS looked_up,
       coalesce(d.dns_name || ' (' || d.kdc_profile || ', functional level ' ||
                coalesce(d.domain_level, 'not read') ||
                CASE d.whole WHEN 1 THEN '' ELSE ', not read to the end' END || ')',
                'not known') AS value,
       coalesce(d.dn, '') AS source
  FROM parties p LEFT JOIN domains d ON d.id = p.domain_id
 ORDER BY p.position;
