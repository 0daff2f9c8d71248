-- SPDX-License-Identifier: Apache-2.0
-- id: R402
-- title: The server's list names the target's account by another SPN (Samba)
-- scope: pair
-- order: 704
-- blocks: constrained transition-constrained
-- effect: fails
-- hop: second
-- idf: passes
-- reason: server-list-alias-only
-- needs: pairs
-- unread: R205 R406
-- references: Samba source4/kdc/db-glue.c: whole string, case ignored
-- why: sPNMappings helps the KDC to find an account, not to widen the list.
-- remedy: Add {target}, spelt as the server asks for it, to msDS-AllowedToDelegateTo of
--    {server_account}.
-- powershell: Set-ADObject -Identity {server_account} -Server {server_account_domain} -Add
--    @{'msDS-AllowedToDelegateTo'={target_spn}}
-- samba: samba-tool delegation add-service {server_account} {target_spn}
-- example: The list has host/DB01 and the server asks for rpcss/DB01.
SELECT id AS subject_id,
       target AS object,
       evidence(server_dn, 'msDS-AllowedToDelegateTo',
                (SELECT group_concat(l.spn, ', ') FROM delegate_to l
                  WHERE l.account_id = pairs.server_account)) AS evidence
  FROM pairs
 WHERE list_cut = 0
   AND listed = 0
   AND listed_otherwise = 1
   AND kdc_profile IN ('samba', 'samba-4.17')
   AND coalesce(cross_domain, 0) = 0;
