-- SPDX-License-Identifier: Apache-2.0
-- id: R210
-- title: The server is marked sensitive (Samba: tickets for it lose the forwardable flag)
-- scope: server
-- order: 330
-- blocks: constrained rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: server-sensitive
-- needs: servers
-- unread: R205 R226
-- references: Samba bug 14233, commit 8fdff19c546
-- why: Samba takes FORWARDABLE off tickets to an account with NOT_DELEGATED, so they are no
--    evidence for S4U2Proxy.
-- remedy: Run the server as an account that is not marked sensitive.
-- risk: Removing the flag lets servers that are trusted for delegation act as this account.
-- example: A service account was marked "sensitive and cannot be delegated" by mistake.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM servers
 WHERE not_delegated = 1
   AND kdc_profile IN ('samba', 'samba-4.17');
