-- SPDX-License-Identifier: Apache-2.0
-- id: R419
-- title: The target's descriptor grants the server by a SID that a trust on the way may drop
-- scope: pair
-- order: 713
-- blocks: rbcd transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: target-rbcd-sid-filtered
-- needs: pairs
-- references: MS-PAC 4.1.2.2
-- why: The SID is of no domain whose SID was read: whether it is of the server's forest decides.
-- remedy: Scan every domain of the server's forest, or add an allowing entry for {server_account}
--    itself.
-- example: One domain of the server's forest was scanned.
SELECT id AS subject_id,
       target AS object,
       evidence(target_dn, 'msDS-AllowedToActOnBehalfOfOtherIdentity',
                'grants a SID of ' || server || ' that the trust may drop') || ' | ' ||
       filter AS evidence
  FROM pairs
 WHERE filtered IN ('unread', 'conditional');
