-- SPDX-License-Identifier: Apache-2.0
-- id: R110
-- title: The client is disabled
-- scope: client
-- order: 110
-- blocks: all
-- effect: fails
-- hop: first
-- idf: stands
-- reason: client-disabled
-- needs: clients
-- unread: R119
-- references: MS-ADTS 2.2.16 (ACCOUNTDISABLE); MS-KILE 3.3.5.6.3
-- why: The KDC gives a disabled account no ticket (error 18).
-- remedy: Have the call made by an enabled account; enable {client} only if it was disabled by
--    mistake.
-- example: A service still runs with the account of somebody who left.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM clients
 WHERE disabled = 1;
