-- SPDX-License-Identifier: Apache-2.0
-- id: S03
-- title: Whose identity does the call carry?
-- orders: 90-105 850-854 892-899
-- middle: asked
WITH r AS (SELECT * FROM requests WHERE id = :request)
SELECT looked_up, value, source FROM (
SELECT 1 AS position, 'the process runs as' AS looked_up,
       coalesce(p.name, nullif(r.process_name, ''), 'not given') AS value,
       coalesce(nullif(r.client_evidence, '') || coalesce(' | ' || p.dn, ''), p.dn, r.source)
         AS source
  FROM r LEFT JOIN accounts p ON p.id = r.process_account
UNION ALL
SELECT 2, 'cloaking', coalesce(nullif(r.cloaking, ''), 'not given'), r.source FROM r
UNION ALL
SELECT 3, 'the call carries',
       CASE r.cloaked WHEN 1 THEN 'the identity of a caller: ' ELSE '' END ||
       coalesce(c.name, nullif(r.client_name, ''), '(not given)') ||
       CASE r.client_state WHEN 'unknown' THEN ' (no single account of that name was found)'
                           WHEN 'none' THEN ' (no identity on the network)' ELSE '' END,
       coalesce(c.dn, r.source)
  FROM r LEFT JOIN accounts c ON c.id = r.client_account
UNION ALL
SELECT 4, 'where the caller is',
       CASE r.caller_state WHEN 'local' THEN 'on this machine'
                           WHEN 'remote' THEN 'on another machine' ELSE 'not imported' END,
       'the imported requests to this process'
  FROM r WHERE r.cloaked
UNION ALL
SELECT 5, 'level at which the caller called', r.caller_level,
       'the imported requests to this process' FROM r WHERE r.cloaked
UNION ALL
SELECT 6, 'where the identity is lost', r.lost_at, r.caller_evidence FROM r WHERE r.lost_at <> ''
UNION ALL
SELECT 7, 'assumed', 'cloaking, or which account runs the server', r.source
  FROM r WHERE r.assumed)
 ORDER BY position;
