-- SPDX-License-Identifier: Apache-2.0
-- id: R940
-- title: The caller's identity ends at the process, which does not cloak
-- scope: request
-- order: 12
-- effect: note
-- hop: first
-- reason: chain-identity-lost
-- needs: requests
-- references: Cloaking; Delegation and Impersonation (COM documentation)
-- why: Somebody calls this process at delegate from another machine. Without cloaking it calls on
--    as itself, and whatever lies behind it sees its account and not the caller's.
-- remedy: Nothing to do, unless what lies behind {application} is to see its callers: let it cloak,
--    or let them ask for impersonate.
-- example: A middle tier that is called at delegate and does not cloak.
WITH arriving AS (
    -- The cross join keeps this a list of processes, not of their callers.
    SELECT y.server_account AS account, n.host_account AS machine, min(y.source) AS source,
           count(DISTINCT y.client_account) AS clients
      FROM request y JOIN name n ON n.id = y.server_name
     WHERE y.level = 'delegate' AND y.ineffective = 0 AND y.call = 'call'
       AND y.locality = 'remote' AND n.host_account IS NOT NULL
     GROUP BY y.server_account, n.host_account)
SELECT r.id AS subject_id,
       r.client_host AS object,
       evidence(a.source, 'identities that end at ' || r.client_host, a.clients) AS evidence
  FROM arriving a
 CROSS JOIN request r ON r.client_account = a.account
  JOIN host h ON h.id = r.host_id
 WHERE r.process_account = a.account AND h.account_id = a.machine AND r.cloaked = 0
   AND r.cloaking = 'none' AND r.locality <> 'local' AND r.call = 'call';
