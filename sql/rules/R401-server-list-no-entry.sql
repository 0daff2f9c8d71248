-- SPDX-License-Identifier: Apache-2.0
-- id: R401
-- title: The target is not in the server's list
-- scope: pair
-- order: 702
-- blocks: constrained transition-constrained
-- effect: fails
-- hop: second
-- idf: passes
-- reason: server-list-no-entry
-- needs: pairs
-- unread: R205 R406
-- references: MS-SFU 3.2.5.2.1 (STATUS_NO_MATCH); MS-ADA2 2.219
-- why: The KDC compares the requested name with the entries of msDS-AllowedToDelegateTo as a
--    whole, without case (error 13).
-- remedy: Add {target} to msDS-AllowedToDelegateTo of {server_account}.
-- powershell: Set-ADObject -Identity {server_account} -Server {server_account_domain} -Add
--    @{'msDS-AllowedToDelegateTo'={target_spn}}
-- samba: samba-tool delegation add-service {server_account} {target_spn}
-- example: The list names the old database server.
SELECT id AS subject_id,
       target AS object,
       evidence(server_dn, 'msDS-AllowedToDelegateTo',
                (SELECT group_concat(l.spn, ', ') FROM delegate_to l
                  WHERE l.account_id = pairs.server_account)) AS evidence
  FROM pairs
 WHERE has_list = 1
   AND list_cut = 0
   AND listed = 0
   AND listed_otherwise = 0
   AND coalesce(cross_domain, 0) = 0;
