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
-- needs: servers protected_users
-- references: MS-SFU 3.2.5.1.2; MS-ADTS 3.1.1.3.1.3.3 (ranged values)
-- why: A member's TGT is not forwardable, and a membership that was not read cannot be ruled out.
-- remedy: Scan again with an account that reads every group, and see "delegaudit report coverage".
-- example: The scan ended at a size limit.
SELECT s.id AS subject_id,
       s.name AS object,
       evidence(coalesce((SELECT g.dn FROM protected_group p JOIN account g ON g.id = p.id
                           JOIN member_truncated t ON t.group_id = p.id LIMIT 1),
                         (SELECT dn FROM domain d WHERE d.id = s.domain_id)),
                'member', 'not read to its end') AS evidence
  FROM servers s
 WHERE NOT EXISTS (SELECT 1 FROM protected_users p WHERE p.id = s.id)
   AND (s.domain_whole = 0
        OR EXISTS (SELECT 1 FROM protected_group p JOIN member_truncated t ON t.group_id = p.id));
