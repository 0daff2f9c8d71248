-- SPDX-License-Identifier: Apache-2.0
-- id: R205
-- title: The server's userAccountControl is not readable
-- scope: server
-- order: 505
-- blocks: all
-- effect: unknown
-- hop: first
-- idf: passes
-- reason: server-data-unreadable
-- needs: servers
-- references: MS-ADSC user; MS-ADA3 (property set User-Account-Restrictions)
-- why: A missing userAccountControl is not 0: the account may be trusted.
-- remedy: Give the scanning account the right to read User-Account-Restrictions on
--    {server_account}, then scan again.
-- example: Authenticated Users was taken out of Pre-Windows 2000 Compatible Access.
SELECT id AS subject_id,
       'userAccountControl' AS object,
       evidence(dn, 'userAccountControl', 'not readable') AS evidence
  FROM servers
 WHERE uac IS NULL;
