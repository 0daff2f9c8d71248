-- SPDX-License-Identifier: Apache-2.0
-- id: S02
-- title: Does the call leave the machine, and may it go on without delegation?
-- orders: 12-89 890-891
-- middle: asked
WITH r AS (SELECT q.*, n.host_key, n.host_account, h.enable_dcom, h.source AS host_source,
                  h.ignore_delegation_failure AS idf, h.account_id AS client_computer
             FROM requests q JOIN names n ON n.id = q.server_name
             JOIN client_hosts h ON h.id = q.host_id
            WHERE q.id = :request)
SELECT looked_up, value, source FROM (
SELECT 1 AS position, 'transport' AS looked_up, r.transport AS value, r.source AS source FROM r
UNION ALL
SELECT 2, 'client machine', coalesce(a.name, r.client_host || ' (no computer of the directory)'),
       coalesce(a.dn, r.source)
  FROM r LEFT JOIN accounts a ON a.id = r.client_computer
UNION ALL
SELECT 3, 'machine of the server',
       coalesce(a.name, r.host_key || ' (no computer of the directory)'), coalesce(a.dn, r.source)
  FROM r LEFT JOIN accounts a ON a.id = r.host_account
UNION ALL
SELECT 4, 'one machine',
       CASE r.locality WHEN 'local' THEN 'yes' WHEN 'remote' THEN 'no' ELSE 'not known' END,
       'the two above' FROM r
UNION ALL
SELECT 5, 'EnableDCOM of the client machine',
       CASE r.enable_dcom WHEN 'unknown' THEN 'not read' ELSE r.enable_dcom END,
       coalesce(nullif(r.host_source, ''), r.client_host) FROM r
UNION ALL
SELECT 6, 'policy "Ignore Delegation Failure" of the client machine',
       CASE r.idf WHEN 'unknown' THEN 'not read' WHEN 'yes' THEN 'on' ELSE 'off' END,
       coalesce(nullif(r.host_source, ''), r.client_host) FROM r
UNION ALL
SELECT 7, 'a call at delegate whose context cannot delegate',
       CASE WHEN r.transport NOT IN ('com', 'wmi') THEN 'goes on: only the RPC runtime refuses it'
            WHEN r.idf = 'yes' THEN 'goes on: the policy is on'
            WHEN r.idf = 'no' THEN 'is refused by the RPC runtime (error 1825)'
            ELSE 'is refused by the RPC runtime (error 1825), unless the policy is on' END,
       'RPC_SECURITY_QOS' FROM r)
 ORDER BY position;
