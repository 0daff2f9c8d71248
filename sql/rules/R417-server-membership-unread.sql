-- SPDX-License-Identifier: Apache-2.0
-- id: R417
-- title: The target's descriptor names a group that was not read to its end
-- scope: pair
-- order: 714
-- blocks: rbcd transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: server-membership-unread
-- needs: pairs
-- references: MS-ADTS 3.1.1.3.1.3.3 (ranged values); MS-DTYP 2.5.3.2
-- why: Whether the server is in that group decides, and its members, or the domain that it is of,
--    were not all read.
-- remedy: Scan again with an account that reads every group and every domain of the forest, and
--    see "delegaudit report coverage".
-- example: The descriptor names a universal group of a domain that was not scanned.
SELECT id AS subject_id,
       target AS object,
       evidence(target_dn, 'msDS-AllowedToActOnBehalfOfOtherIdentity',
                'names a group that was not read to its end, for ' || server) AS evidence
  FROM pairs
 WHERE access = 'unread';
