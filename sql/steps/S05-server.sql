-- SPDX-License-Identifier: Apache-2.0
-- id: S05
-- title: Which account runs the server, and does the client get a ticket for it?
-- orders: 200-299
-- middle: asked
WITH r AS (SELECT * FROM requests WHERE id = :request),
     n AS (SELECT x.* FROM names x JOIN r ON x.id = r.server_name),
     -- In the order of the call: the account in the middle of a cloaked call, then the server's.
     parties AS (
         SELECT 0 AS server, 'process: ' AS prefix, a.* FROM accounts a
           JOIN r ON a.id = r.process_account WHERE r.cloaked
         UNION ALL
         SELECT 1, '', a.* FROM accounts a JOIN r ON a.id = r.server_account)
SELECT looked_up, value, source FROM (
SELECT 1 AS position, 'server as addressed' AS looked_up, r.server AS value, r.source AS source
  FROM r
UNION ALL
SELECT 2, 'SPN that is asked for', n.spn, 'the address' FROM n WHERE n.role = 'server'
UNION ALL
SELECT 3, 'account with that SPN',
       CASE n.owners WHEN 0 THEN 'none' WHEN 1 THEN o.name ELSE 'more than one' END ||
       CASE n.matched WHEN 'alias' THEN ' (through sPNMappings)'
                      WHEN 'account' THEN ' (by the name of the account)' ELSE '' END ||
       CASE n.forest_whole WHEN 1 THEN '' ELSE ', not all was read' END,
       coalesce(o.dn, 'directory') || ': servicePrincipalName'
  FROM n LEFT JOIN accounts o ON o.id = n.account_id WHERE n.role = 'server'
UNION ALL
SELECT 4, 'account that runs it', coalesce(s.name, CASE r.server_state
       WHEN 'none' THEN 'no identity on the network' ELSE 'not known' END),
       coalesce(nullif(r.server_evidence, '') || coalesce(' | ' || s.dn, ''), s.dn, r.source)
  FROM r LEFT JOIN accounts s ON s.id = r.server_account
UNION ALL
SELECT 5 + server, prefix || 'userAccountControl',
       coalesce(printf('0x%X', uac) || CASE disabled WHEN 1 THEN ' (disabled)'
                                                     ELSE ' (enabled)' END, 'not readable'),
       dn || ': userAccountControl'
  FROM parties
UNION ALL
SELECT 7 + server, prefix || 'servicePrincipalName',
       coalesce((SELECT group_concat(spn, ', ') FROM (SELECT spn FROM spn
                  WHERE account_id = parties.id ORDER BY spn LIMIT 8)) ||
                CASE WHEN (SELECT count(*) FROM spn WHERE account_id = parties.id) > 8
                     THEN ', ...' ELSE '' END, 'none'),
       dn || ': servicePrincipalName' FROM parties
UNION ALL
SELECT 9, 'machine of the server in the domain',
       CASE h.domain_joined WHEN 'unknown' THEN 'not read' ELSE h.domain_joined END,
       coalesce(nullif(h.source, ''), h.name)
  FROM n JOIN client_hosts h ON h.account_id = n.host_account)
 ORDER BY position;
