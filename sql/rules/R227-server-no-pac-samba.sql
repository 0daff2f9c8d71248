-- SPDX-License-Identifier: Apache-2.0
-- id: R227
-- title: Tickets to the server carry no PAC (Samba refuses them as evidence)
-- scope: server
-- order: 332
-- blocks: constrained rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: server-no-pac
-- needs: servers
-- unread: R205
-- references: MS-ADTS 2.2.16 (NO_AUTH_DATA_REQUIRED); observed with Samba 4.17 and 4.22 (error 20)
-- why: Without a PAC in the client's ticket the KDC does not accept it as evidence for S4U2Proxy;
--    tickets by S4U2Self have one all the same.
-- remedy: Clear NO_AUTH_DATA_REQUIRED on {server_account} if the service can read tickets with
--    authorization data.
-- example: A service on a Unix machine that large tickets once broke.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM servers
 WHERE uac & 0x2000000 <> 0
   AND kdc_profile IN ('samba', 'samba-4.17');
