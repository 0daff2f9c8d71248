-- SPDX-License-Identifier: Apache-2.0
-- id: R122
-- title: The client has DES keys only
-- scope: client
-- order: 120
-- blocks: unconstrained constrained rbcd
-- effect: fails
-- hop: first
-- idf: stands
-- reason: etype-mismatch
-- needs: clients
-- unread: R119
-- references: MS-ADTS 2.2.16 (USE_DES_KEY_ONLY); MS-KILE 3.3.5.6; observed with Samba 4.17 (error
--    14)
-- why: Domain controllers have had DES switched off since Windows Server 2008 R2: no encryption
--    type is left for the client's TGT (error 14). S4U2Self needs no key of the client.
-- remedy: Clear "Use only Kerberos DES encryption types" on {client} and change its password.
-- example: An account from the days of Unix clients without RC4.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM clients
 WHERE des_only = 1;
