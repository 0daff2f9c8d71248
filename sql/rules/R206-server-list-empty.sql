-- SPDX-License-Identifier: Apache-2.0
-- id: R206
-- title: The server's list of targets is empty
-- scope: server
-- order: 700
-- blocks: constrained transition-constrained
-- effect: fails
-- hop: second
-- idf: passes
-- reason: server-list-empty
-- needs: servers
-- unread: R205
-- references: MS-SFU 3.2.5.2.1; MS-ADA2 2.219
-- why: Without msDS-AllowedToDelegateTo the KDC refuses S4U2Proxy by the list (error 13).
-- remedy: Put {target} into msDS-AllowedToDelegateTo of {server_account}.
-- powershell: Set-ADObject -Identity {server_account} -Server {server_account_domain} -Add
--    @{'msDS-AllowedToDelegateTo'={target_spn}}
-- samba: samba-tool delegation add-service {server_account} {target_spn}
-- example: A server that delegates by the descriptor of its back end only.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'msDS-AllowedToDelegateTo', NULL) AS evidence
  FROM servers
 WHERE has_list = 0;
