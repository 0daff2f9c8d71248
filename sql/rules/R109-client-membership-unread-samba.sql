-- SPDX-License-Identifier: Apache-2.0
-- id: R109
-- title: Whether the client is in Protected Users was not read to the end (Samba)
-- scope: client
-- order: 321
-- blocks: unconstrained constrained rbcd
-- effect: unknown
-- hop: first
-- idf: passes
-- reason: client-membership-unread
-- needs: clients protected_users protected_unread
-- references: MS-ADTS 3.1.1.3.1.3.3 (ranged values); Samba source4/kdc/db-glue.c
-- why: A membership that was not read cannot be ruled out: the domain, one of the groups, a member
--    that may be a group, or Protected Users itself did not come. Samba does not look at the group
--    in S4U2Self, so protocol transition does not depend on it.
-- remedy: Scan again with an account that reads every group, and see "delegaudit report
--    coverage".
-- example: The scan of a Samba domain ended at a size limit.
WITH open AS MATERIALIZED (SELECT domain_id, evidence FROM protected_unread)
SELECT c.id AS subject_id,
       c.name AS object,
       u.evidence AS evidence
  FROM clients c
  JOIN open u ON u.domain_id = c.domain_id
 WHERE NOT EXISTS (SELECT 1 FROM protected_users p WHERE p.id = c.id)
   AND c.kdc_profile IN ('samba', 'samba-4.17');
