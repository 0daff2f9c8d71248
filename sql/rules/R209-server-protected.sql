-- SPDX-License-Identifier: Apache-2.0
-- id: R209
-- title: The server itself is sensitive or protected: its own TGT is not forwardable
-- scope: server
-- order: 602
-- blocks: transition-constrained transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: server-not-delegated
-- needs: servers protected_users
-- references: MS-SFU 3.2.5.1.2; MS-KILE 3.3.5.1
-- why: S4U2Self gives a forwardable ticket only to a service whose own TGT is forwardable.
-- remedy: Run the server as an account that is neither marked sensitive nor in Protected Users.
-- example: A service account was marked "sensitive and cannot be delegated" by mistake.
SELECT s.id AS subject_id,
       s.name AS object,
       evidence(s.dn, 'userAccountControl', printf('0x%X', s.uac)) AS evidence
  FROM servers s
 WHERE s.not_delegated = 1
    OR s.id IN (SELECT id FROM protected_users);
