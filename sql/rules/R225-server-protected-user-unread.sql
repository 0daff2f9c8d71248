-- SPDX-License-Identifier: Apache-2.0
-- id: R225
-- title: The server itself is in Protected Users, and what the KDC makes of that is not known
-- scope: server
-- order: 602
-- blocks: transition-constrained transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: server-protected-user
-- needs: servers protected_users
-- references: MS-KILE 3.3.5.1; published research of 2023 on RID 500
-- why: S4U2Self gives a forwardable ticket only to a service whose own TGT is forwardable. Whether
--    the group has an effect depends on the KDC and the functional level, which were not read, and
--    on the account with RID 500 sources disagree.
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
 WHERE s.kdc_profile = 'unknown'
    OR (s.kdc_profile = 'windows' AND s.domain_level IS NULL)
    OR (s.kdc_profile = 'windows' AND sid_rid(s.sid) = 500);
