-- SPDX-License-Identifier: Apache-2.0
-- id: R115
-- title: The client's password has expired (Samba refuses S4U2Proxy as well)
-- scope: client
-- order: 118
-- blocks: transition-constrained transition-rbcd
-- effect: fails
-- hop: second
-- idf: stands
-- reason: client-pwd-expired
-- needs: clients
-- unread: R116 R117 R119 R125
-- references: Heimdal kdc/krb5tgs.c; observed with Samba 4.17 (error 23 in S4U2Proxy)
-- why: S4U2Self succeeds and S4U2Proxy is refused with error 23.
-- remedy: Change the password of {client}.
-- example: A new account that must change its password at the first logon.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'msDS-User-Account-Control-Computed', printf('0x%X', uac_computed)) AS evidence
  FROM clients
 WHERE uac_computed & 0x800000 <> 0
   AND kdc_profile IN ('samba', 'samba-4.17');
