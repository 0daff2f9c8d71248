-- SPDX-License-Identifier: Apache-2.0
-- id: R211
-- title: The server is marked sensitive (Windows: sources are silent on tickets for it)
-- scope: server
-- order: 331
-- blocks: constrained rbcd
-- effect: assumed
-- hop: second
-- idf: passes
-- reason: server-sensitive
-- needs: servers
-- unread: R205 R226
-- references: MS-KILE 3.3.5.1 ("the principal"); MS-ADTS 2.2.16
-- why: MS-KILE speaks of tickets of the principal, MS-ADTS of tickets obtained by it: tickets for
--    a sensitive service are taken to be forwardable.
-- remedy: Run the server as an account that is not marked sensitive.
-- risk: Removing the flag lets servers that are trusted for delegation act as this account.
-- example: A service account was marked "sensitive and cannot be delegated" by mistake.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM servers
 WHERE not_delegated = 1
   AND kdc_profile = 'windows';
