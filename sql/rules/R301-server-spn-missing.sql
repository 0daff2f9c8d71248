-- SPDX-License-Identifier: Apache-2.0
-- id: R301
-- title: No account has the SPN of the server
-- scope: name
-- order: 224
-- blocks: unconstrained constrained rbcd
-- effect: fails
-- hop: first
-- idf: passes
-- reason: server-spn-missing
-- needs: names
-- unread: R302
-- references: MS-KILE 3.3.5.1.1 (KDC_ERR_S_PRINCIPAL_UNKNOWN); MS-DRSR 4.1.4.2.14, 4.1.4.2.19
-- why: The KDC finds no account for the name, by itself or through sPNMappings (error 7): the
--    call falls back to NTLM or fails.
-- remedy: Address the server by a name that is registered, or register {object} on the account that
--    runs the service; HOST/name on the computer where the class is RPCSS or another of HOST's.
-- powershell: Set-ADObject -Identity {server_account} -Server {server_account_domain} -Add
--    @{servicePrincipalName={unowned_spn}}
-- samba: samba-tool spn add {unowned_spn} {server_account}
-- example: A DNS alias that nobody registered as an SPN.
SELECT id AS subject_id,
       spn AS object,
       evidence('directory', 'servicePrincipalName', NULL) || ' | ' ||
       evidence('asked', 'server', spn) AS evidence
  FROM names
 WHERE role = 'server' AND owners = 0 AND is_address = 0
   AND forest_whole = 1 AND alias_unread = 0 AND label_unread = 0
   AND foreign_suffix IS NULL;
