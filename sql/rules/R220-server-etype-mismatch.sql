-- SPDX-License-Identifier: Apache-2.0
-- id: R220
-- title: The server's account has DES keys only
-- scope: server
-- order: 232
-- blocks: all
-- effect: fails
-- hop: first
-- idf: passes
-- reason: etype-mismatch
-- needs: servers
-- unread: R205
-- references: MS-KILE 2.2.7, 3.3.5.7; MS-ADTS 2.2.16 (USE_DES_KEY_ONLY); observed with Samba 4.17
--    (error 14)
-- why: Domain controllers have had DES switched off since Windows Server 2008 R2: no encryption
--    type is left for a ticket to the server (error 14).
-- remedy: Clear "Use only Kerberos DES encryption types" and the DES bits of
--    msDS-SupportedEncryptionTypes on {server_account}, allow AES, and change its password.
-- example: A service account from the days of Unix servers without RC4.
SELECT id AS subject_id,
       name AS object,
       CASE WHEN des_only = 1 THEN evidence(dn, 'userAccountControl', printf('0x%X', uac))
            ELSE evidence(dn, 'msDS-SupportedEncryptionTypes', printf('0x%X', etypes))
            END AS evidence
  FROM servers
 WHERE des_only = 1
    OR (etypes & 0x1F <> 0 AND etypes & 0x1C = 0);
