-- SPDX-License-Identifier: Apache-2.0
-- id: S11
-- title: Do trusts, forests and policies let the ticket through?
-- orders: 735-799 810-849 870-889 900-905 913-9999
WITH r AS (SELECT * FROM requests WHERE id = :request),
     parties AS (
         SELECT 1 AS position, 'client' AS role, client_domain AS domain_id FROM r
         UNION ALL
         SELECT 2, 'server', server_domain FROM r
         UNION ALL
         SELECT 3, 'target', target_domain FROM r WHERE target_name IS NOT NULL),
     chain AS (
         SELECT p.id, '' AS prefix FROM r
           JOIN trust_path p ON p.client_domain IS r.client_domain
                            AND p.server_domain IS r.server_domain
                            AND p.target_domain IS r.target_domain
         UNION ALL
         SELECT p.id, 'process: ' FROM r
           JOIN trust_path p ON p.client_domain = r.client_domain
                            AND p.server_domain = r.process_domain AND p.target_domain IS NULL
          WHERE r.cloaked),
     steps AS (
         SELECT l.* FROM legs l JOIN leg x ON x.id = l.id
           JOIN r ON (l.kind = 'client-server' AND x.from_account = r.client_account
                      AND (x.to_account = r.server_account
                           OR (r.cloaked AND x.to_account = r.process_account)))
                  OR (l.kind = 'server-target' AND x.from_account = r.server_account
                      AND x.to_account = r.target_account)
                  OR (l.kind = 'client-target' AND x.from_account = r.client_account
                      AND x.to_account = r.target_account))
SELECT looked_up, value, source FROM (
SELECT p.position AS position, 'domain of the ' || p.role AS looked_up,
       coalesce(d.dns_name || ' (' || d.kdc_profile || ', functional level ' ||
                coalesce(d.domain_level, 'not read') ||
                CASE d.whole WHEN 1 THEN '' ELSE ', not read to the end' END || ')',
                'not known') AS value,
       coalesce(d.dn, '') AS source
  FROM parties p LEFT JOIN domains d ON d.id = p.domain_id
UNION ALL
SELECT 4, c.prefix || 'trusts from ' || w.from_name || ' to ' || w.to_name || ' (' || w.way || ')',
       CASE w.state WHEN 'found' THEN 'lead there' WHEN 'none' THEN 'none leads there'
                    ELSE 'not all were read' END,
       coalesce(w.trusts, w.from_name)
  FROM chain c JOIN trust_ways w ON w.id = c.id
UNION ALL
SELECT 5, 'authentication policy of ' || s.to_name || ' (' || s.kind || ')',
       coalesce(s.policy, 'not read: ' || s.policy_unread) ||
       CASE s.enforced WHEN 0 THEN ', audited only' ELSE '' END ||
       CASE s.policy_state WHEN 'off' THEN ', which this KDC does not know'
                           WHEN 'unread' THEN ', KDC not read' ELSE '' END ||
       coalesce(': ' || s.answer, ''), s.to_dn
  FROM steps s WHERE s.policy IS NOT NULL OR s.policy_unread IS NOT NULL
UNION ALL
SELECT 6, 'selective authentication towards ' || s.to_name || ' (' || s.kind || ')', 'yes',
       s.selective
  FROM steps s WHERE s.selective IS NOT NULL)
 ORDER BY position;
