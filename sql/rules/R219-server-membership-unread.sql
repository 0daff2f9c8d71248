-- SPDX-License-Identifier: Apache-2.0
-- id: R219
-- title: Whether the server is in Protected Users was not read to the end
-- scope: server
-- order: 603
-- blocks: transition-constrained transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: server-membership-unread
-- needs: servers protected_users protected_unread
-- references: MS-SFU 3.2.5.1.2; MS-ADTS 3.1.1.3.1.3.3 (ranged values)
-- why: A member's TGT is not forwardable, and a membership that was not read cannot be ruled out:
--    the domain, one of the groups, a member that may be a group, or Protected Users itself did not
--    come. Below the level of 2012 R2 the group has no effect.
-- remedy: Scan again with an account that reads every group, and see "delegaudit report coverage".
-- example: The scan ended at a size limit.
WITH open AS MATERIALIZED (SELECT domain_id, evidence FROM protected_unread)
SELECT s.id AS subject_id,
       s.name AS object,
       u.evidence AS evidence
  FROM servers s
  JOIN open u ON u.domain_id = s.domain_id
 WHERE NOT EXISTS (SELECT 1 FROM protected_users p WHERE p.id = s.id)
   AND NOT (s.kdc_profile = 'windows' AND coalesce(s.domain_level, 6) < 6
            AND coalesce(s.dc_level_highest, 6) < 6);
