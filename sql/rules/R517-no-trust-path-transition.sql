-- SPDX-License-Identifier: Apache-2.0
-- id: R517
-- title: No trust leads from the server's domain to the client's: S4U2Self needs both directions
-- scope: trust-path
-- order: 606
-- blocks: transition-constrained transition-rbcd
-- effect: likely
-- hop: second
-- idf: passes
-- reason: no-trust-path
-- needs: trust_ways
-- unread: R518
-- references: MS-SFU 1.3.3, 4.2
-- why: In S4U2Self for a user of another domain the server asks that domain's KDC first, with a
--    referral from its own. MS-SFU shows it with domains that trust each other and does not treat
--    one direction alone.
-- remedy: Let clients log on with Kerberos; protocol transition is needed only where they cannot.
-- example: A resource forest trusts the users' forest and not the other way round.
SELECT id AS subject_id,
       to_name AS object,
       evidence(from_name, 'trusts', trusts) AS evidence
  FROM trust_ways
 WHERE way = 'server-client'
   AND state = 'none';
