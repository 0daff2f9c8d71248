-- SPDX-License-Identifier: Apache-2.0
-- id: R413
-- title: The target's descriptor cannot be decided from the directory
-- scope: pair
-- order: 713
-- blocks: rbcd transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: target-rbcd-conditional
-- needs: pairs
-- references: MS-DTYP 2.4.2.4, 2.5.3.1.5, 2.5.3.2
-- why: A conditional or object entry decides, or one for This Organization (S-1-5-15), whose
--    outcome depends on claims or differs between KDCs, or the descriptor is malformed.
-- remedy: Replace the entry by a plain allowing one for {server_account}.
-- example: (XA;;CR;;;SID;(@USER.department == "finance")).
SELECT id AS subject_id,
       target AS object,
       evidence(target_dn, 'msDS-AllowedToActOnBehalfOfOtherIdentity',
                access) AS evidence
  FROM pairs
 WHERE access IN ('conditional', 'not-parsed');
