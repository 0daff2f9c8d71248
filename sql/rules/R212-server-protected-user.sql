-- SPDX-License-Identifier: Apache-2.0
-- id: R212
-- title: The server itself is in Protected Users: its own TGT is not forwardable
-- scope: server
-- order: 602
-- blocks: transition-constrained transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: server-protected-user
-- needs: servers protected_users
-- unread: R219 R225
-- references: MS-SFU 3.2.5.1.2; MS-KILE 3.3.5.1; observed with Samba 4.17 (error 13)
-- why: S4U2Self gives a forwardable ticket only to a service whose own TGT is forwardable.
-- remedy: Run the server as an account outside Protected Users: the group is not meant for
--    services.
-- risk: Taking an account out of Protected Users lifts every other protection of the group as
--    well.
-- example: A service account was put into Protected Users together with the administrators.
SELECT s.id AS subject_id,
       s.name AS object,
       p.evidence AS evidence
  FROM protected_users p
  JOIN servers s ON s.id = p.id
 WHERE s.kdc_profile IN ('samba', 'samba-4.17')
    OR (s.kdc_profile = 'windows' AND s.domain_level >= 6 AND sid_rid(s.sid) <> 500);
