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
-- needs: clients protected_users
-- references: MS-ADTS 3.1.1.3.1.3.3 (ranged values)
-- why: A membership that was not read cannot be ruled out.
-- remedy: Scan again with an account that reads every group, and see "delegaudit report
--    coverage".
-- example: The scan ended at a size limit.
SELECT c.id AS subject_id,
       c.name AS object,
       evidence(coalesce((SELECT min(g.dn) FROM protected_group p JOIN account g ON g.id = p.id
                           JOIN member_truncated t ON t.group_id = p.id),
                         (SELECT dn FROM domain d WHERE d.id = c.domain_id)),
                'member', 'not read to its end') AS evidence
  FROM clients c
 WHERE NOT EXISTS (SELECT 1 FROM protected_users p WHERE p.id = c.id)
   AND (c.domain_whole = 0
        OR EXISTS (SELECT 1 FROM protected_group p JOIN member_truncated t ON t.group_id = p.id));
