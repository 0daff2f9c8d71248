-- SPDX-License-Identifier: Apache-2.0
-- id: R107
-- title: Whether the client is in Protected Users was not read to the end
-- scope: client
-- order: 321
-- blocks: all
-- effect: unknown
-- hop: first
-- idf: passes
-- reason: client-membership-unread
-- needs: clients protected_users protected_unread
-- references: MS-ADTS 3.1.1.3.1.3.3 (ranged values)
-- why: A membership that was not read cannot be ruled out: the domain, one of the groups, a member
--    that may be a group, or Protected Users itself did not come. Below the level of 2012 R2 the
--    group has no effect.
-- remedy: Scan again with an account that reads every group, and see "delegaudit report
--    coverage".
-- example: The scan ended at a size limit.
WITH open AS MATERIALIZED (SELECT domain_id, evidence FROM protected_unread)
SELECT c.id AS subject_id,
       c.name AS object,
       coalesce(u.evidence, evidence(c.dn, 'domain', 'not read')) AS evidence
  FROM clients c
  LEFT JOIN open u ON u.domain_id = c.domain_id
 WHERE NOT EXISTS (SELECT 1 FROM protected_users p WHERE p.id = c.id)
   AND (u.domain_id IS NOT NULL OR c.domain_id IS NULL)
   AND c.kdc_profile NOT IN ('samba', 'samba-4.17')
   AND NOT (c.kdc_profile = 'windows' AND coalesce(c.domain_level, 6) < 6
            AND coalesce(c.dc_level_highest, 6) < 6);
