-- SPDX-License-Identifier: Apache-2.0
-- id: R209
-- title: The server itself is marked sensitive: its own TGT is not forwardable
-- scope: server
-- order: 602
-- blocks: transition-constrained transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: server-sensitive
-- needs: servers
-- unread: R205
-- references: MS-SFU 3.2.5.1.2; MS-KILE 3.3.5.1; observed with Samba 4.17 (error 13)
-- why: S4U2Self gives a forwardable ticket only to a service whose own TGT is forwardable.
-- remedy: Run the server as an account that is not marked sensitive.
-- risk: Removing the flag lets servers that are trusted for delegation act as this account.
-- example: A service account was marked "sensitive and cannot be delegated" by mistake.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM servers
 WHERE not_delegated = 1;
