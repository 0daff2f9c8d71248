-- SPDX-License-Identifier: Apache-2.0
-- id: R119
-- title: The client's userAccountControl is not readable
-- scope: client
-- order: 119
-- blocks: all
-- effect: unknown
-- hop: first
-- idf: passes
-- reason: client-data-unreadable
-- needs: clients
-- references: MS-ADSC user; MS-ADA3 (property set User-Account-Restrictions)
-- why: A missing userAccountControl is not 0: the flag that forbids delegation may be set.
-- remedy: Give the scanning account the right to read User-Account-Restrictions on {client}, then
--    scan again.
-- example: Authenticated Users was taken out of Pre-Windows 2000 Compatible Access.
SELECT id AS subject_id,
       'userAccountControl' AS object,
       evidence(dn, 'userAccountControl', 'not readable') AS evidence
  FROM clients
 WHERE uac IS NULL AND kind <> 'foreign';
