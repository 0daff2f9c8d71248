-- SPDX-License-Identifier: Apache-2.0
-- id: R114
-- title: The client's password has expired or must be changed
-- scope: client
-- order: 118
-- blocks: unconstrained constrained rbcd
-- effect: fails
-- hop: first
-- idf: stands
-- reason: client-pwd-expired
-- needs: clients
-- unread: R117 R119 R125
-- references: MS-ADTS 3.1.1.4.5.17; MS-KILE 3.3.5.6.3; KDC_ERR_KEY_EXPIRED (23)
-- why: The KDC gives the account no TGT before its password is changed (error 23).
-- remedy: Change the password of {client}.
-- example: A new account that must change its password at the first logon.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'msDS-User-Account-Control-Computed', printf('0x%X', uac_computed)) AS evidence
  FROM clients
 WHERE uac_computed & 0x800000 <> 0;
