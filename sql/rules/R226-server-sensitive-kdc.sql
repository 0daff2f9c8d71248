-- SPDX-License-Identifier: Apache-2.0
-- id: R226
-- title: The server is marked sensitive, and what the KDC makes of that was not read
-- scope: server
-- order: 331
-- blocks: constrained rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: server-sensitive
-- needs: servers
-- references: Samba bug 14233; MS-KILE 3.3.5.1
-- why: Samba takes FORWARDABLE off tickets to such an account, Windows is taken not to: the
--    rootDSE did not tell which KDC it is.
-- remedy: Run the server as an account that is not marked sensitive.
-- risk: Removing the flag lets servers that are trusted for delegation act as this account.
-- example: An LDIF file without the rootDSE.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM servers
 WHERE not_delegated = 1
   AND kdc_profile = 'unknown';
