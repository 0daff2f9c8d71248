-- SPDX-License-Identifier: Apache-2.0
-- id: R224
-- title: The server itself is in Protected Users, and the domain is below functional level 2012 R2
-- scope: server
-- order: 602
-- blocks: transition-constrained transition-rbcd
-- effect: likely
-- hop: second
-- idf: passes
-- reason: server-protected-user
-- needs: servers protected_users
-- unread: R219 R225
-- references: MS-KILE 3.3.5.1; Protected Users Security Group (product documentation)
-- why: S4U2Self gives a forwardable ticket only to a service whose own TGT is forwardable. MS-KILE
--    ties the group to the level of the domain controllers, the product page to the level of the
--    domain.
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
 WHERE s.kdc_profile = 'windows'
   AND s.domain_level < 6
   AND coalesce(s.dc_level_highest, 6) >= 6
   AND sid_rid(s.sid) <> 500;
