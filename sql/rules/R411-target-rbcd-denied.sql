-- SPDX-License-Identifier: Apache-2.0
-- id: R411
-- title: The target's descriptor does not grant the server
-- scope: pair
-- order: 712
-- blocks: rbcd transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: target-rbcd-denied
-- needs: pairs
-- unread: R415 R417
-- references: MS-SFU 3.2.5.2.3; MS-DTYP 2.5.3.2
-- why: The access check over the descriptor, in the order of its entries, with the server's SID
--    and all its groups, gives no control access (error 13).
-- remedy: Add an allowing entry for {server_account} to msDS-AllowedToActOnBehalfOfOtherIdentity
--    of the account of {target}, before any denying one.
-- powershell: Set-{target_account_kind} -Identity {target_account} -Server {target_account_domain}
--    -PrincipalsAllowedToDelegateToAccount (@((Get-{target_account_kind} -Identity {target_account}
--    -Server {target_account_domain} -Properties
--    PrincipalsAllowedToDelegateToAccount).PrincipalsAllowedToDelegateToAccount) +
--    (Get-{server_account_kind} -Identity {server_account} -Server {server_account_domain}))
-- samba: samba-tool delegation add-principal {target_account} {server_account}
-- risk: The cmdlet writes the descriptor anew: entries of it that deny, or that have a condition,
--    are lost.
-- example: The descriptor names the old web server.
SELECT id AS subject_id,
       target AS object,
       evidence(target_dn, 'msDS-AllowedToActOnBehalfOfOtherIdentity',
                'grants nothing to ' || server) AS evidence
  FROM pairs
 WHERE access = 'denied';
