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
-- needs: pairs server_tokens
-- references: MS-DTYP 2.5.3.1.5, 2.5.3.2
-- why: A conditional or object entry decides, whose outcome depends on claims or differs between
--    KDCs, or the descriptor is malformed.
-- remedy: Replace the entry by a plain allowing one for {server_account}.
-- example: (XA;;CR;;;SID;(@USER.department == "finance")).
SELECT p.id AS subject_id,
       p.target AS object,
       evidence(p.target_dn, 'msDS-AllowedToActOnBehalfOfOtherIdentity',
                rbcd_access(p.rbcd, t.token)) AS evidence
  FROM pairs p
  JOIN server_tokens t ON t.account_id = p.server_account
 WHERE p.rbcd IS NOT NULL
   AND rbcd_access(p.rbcd, t.token) IN ('conditional', 'not-parsed');
