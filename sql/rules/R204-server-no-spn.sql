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
-- references: MS-KILE 3.3.5.7 (KDC_ERR_MUST_USE_USER2USER); MS-SFU 3.2.5.1.1; observed with Samba
--    4.17 and 4.22 (error 7 in S4U2Self)
-- why: No client can get a ticket for an account without an SPN (errors 7, 27): the call falls
--    back to NTLM, which cannot be delegated, and S4U2Self is refused as well. Samba finds
--    computers and managed service accounts by their account names all the same.
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
   AND NOT (kind IN ('computer', 'gmsa', 'smsa', 'dmsa')
            AND kdc_profile IN ('samba', 'samba-4.17', 'unknown'));
