-- SPDX-License-Identifier: Apache-2.0
-- id: R228
-- title: Tickets to the server carry no PAC
-- scope: server
-- order: 332
-- blocks: constrained rbcd
-- effect: likely
-- hop: second
-- idf: passes
-- reason: server-no-pac
-- needs: servers
-- unread: R205
-- references: MS-ADTS 2.2.16 (NO_AUTH_DATA_REQUIRED); MS-SFU 3.2.5.2.2 (evidence needs a PAC)
-- why: The evidence for S4U2Proxy needs a PAC, and the client's own ticket to this account has
--    none; tickets by S4U2Self have one all the same.
-- remedy: Clear NO_AUTH_DATA_REQUIRED on {server_account} if the service can read tickets with
--    authorization data.
-- example: A service on a Unix machine that large tickets once broke.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM servers
 WHERE uac & 0x2000000 <> 0
   AND kdc_profile NOT IN ('samba', 'samba-4.17');
