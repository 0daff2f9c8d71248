-- SPDX-License-Identifier: Apache-2.0
-- id: R412
-- title: The target's descriptor grants the server by a generic right that the KDC does not map
-- scope: pair
-- order: 711
-- blocks: rbcd transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: target-rbcd-generic-mask
-- needs: pairs
-- unread: R415 R417
-- references: MS-DTYP 2.4.3, 2.5.3.2; field reports on GENERIC_ALL in the stored entry
-- why: GENERIC_ALL stored in an entry is not mapped to control access when the KDC checks it
--    (error 13).
-- remedy: Write the entry anew with the mask 0xF01FF, as Set-ADComputer
--    -PrincipalsAllowedToDelegateToAccount does.
-- powershell: Set-{target_account_kind} -Identity {target_account} -Server {target_account_domain}
--    -PrincipalsAllowedToDelegateToAccount (@((Get-{target_account_kind} -Identity {target_account}
--    -Server {target_account_domain} -Properties
--    PrincipalsAllowedToDelegateToAccount).PrincipalsAllowedToDelegateToAccount) +
--    (Get-{server_account_kind} -Identity {server_account} -Server {server_account_domain}))
-- samba: samba-tool delegation del-principal {target_account} {server_account} &&
--    samba-tool delegation add-principal {target_account} {server_account}
-- risk: The cmdlet writes the descriptor anew: entries of it that deny, or that have a condition,
--    are lost.
-- example: A tool wrote (A;;GA;;;SID) into the descriptor.
SELECT id AS subject_id,
       target AS object,
       evidence(target_dn, 'msDS-AllowedToActOnBehalfOfOtherIdentity',
                'only a generic right for ' || server) AS evidence
  FROM pairs
 WHERE access = 'generic-mask';
