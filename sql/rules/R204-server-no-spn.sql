-- SPDX-License-Identifier: Apache-2.0
-- id: R204
-- title: The server's account has no SPN
-- scope: server
-- order: 230
-- blocks: all
-- effect: fails
-- hop: first
-- idf: passes
-- reason: server-no-spn
-- needs: servers
-- unread: R213
-- references: MS-KILE 3.3.5.7 (KDC_ERR_MUST_USE_USER2USER); MS-SFU 3.2.5.1.1
-- why: No client can get a ticket for an account without an SPN (errors 7, 27): the call falls
--    back to NTLM, which cannot be delegated. Samba finds a computer by its account name all the
--    same.
-- remedy: Register an SPN of a class of its own for {server_account}, such as the one that its
--    clients ask for; never HOST/name of a computer, which has that name already.
-- powershell: Set-ADObject -Identity {server_account} -Server {server_account_domain} -Add
--    @{servicePrincipalName={unowned_spn}}
-- samba: samba-tool spn add {unowned_spn} {server_account}
-- example: A COM server runs as a user account that nobody gave an SPN.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'servicePrincipalName', NULL) AS evidence
  FROM servers
 WHERE has_spn = 0
   AND domain_whole = 1
   AND uac IS NOT NULL
   AND NOT (kind = 'computer' AND kdc_profile IN ('samba', 'samba-4.17', 'unknown'));
