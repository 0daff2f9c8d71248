-- SPDX-License-Identifier: Apache-2.0
-- id: R410
-- title: The target's descriptor for resource-based delegation is absent
-- scope: back-end
-- order: 710
-- blocks: rbcd transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: target-rbcd-absent
-- needs: back_ends
-- unread: R415
-- references: MS-SFU 3.2.5.2.3; MS-ADA2 2.218
-- why: Without msDS-AllowedToActOnBehalfOfOtherIdentity the target allows nobody (error 13).
-- remedy: Grant {server_account} in msDS-AllowedToActOnBehalfOfOtherIdentity of the account of
--    {target}.
-- powershell: Set-{target_account_kind} -Identity {target_account} -Server {target_account_domain}
--    -PrincipalsAllowedToDelegateToAccount (Get-{server_account_kind} -Identity {server_account}
--    -Server {server_account_domain})
-- samba: samba-tool delegation add-principal {target_account} {server_account}
-- example: A back end that only the constrained list of its server names.
SELECT id AS subject_id,
       target AS object,
       evidence(target_dn, 'msDS-AllowedToActOnBehalfOfOtherIdentity', NULL) AS evidence
  FROM back_ends
 WHERE target_account IS NOT NULL
   AND rbcd IS NULL
   AND target_not_readable = '';
