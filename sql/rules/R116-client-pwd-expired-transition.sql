-- SPDX-License-Identifier: Apache-2.0
-- id: R116
-- title: The client's password has expired (Windows: S4U2Proxy is not documented)
-- scope: client
-- order: 118
-- blocks: transition-constrained transition-rbcd
-- effect: unknown
-- hop: second
-- idf: stands
-- reason: client-pwd-expired
-- needs: clients
-- references: MS-SFU 3.2.5.1.2 (S4U2Self succeeds); silent on S4U2Proxy
-- why: S4U2Self succeeds; whether S4U2Proxy does is not documented.
-- remedy: Change the password of {client}.
-- example: A new account that must change its password at the first logon.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'msDS-User-Account-Control-Computed', printf('0x%X', uac_computed)) AS evidence
  FROM clients
 WHERE uac_computed & 0x800000 <> 0
   AND kdc_profile NOT IN ('samba', 'samba-4.17');
