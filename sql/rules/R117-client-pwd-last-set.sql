-- SPDX-License-Identifier: Apache-2.0
-- id: R117
-- title: The client must change its password, as far as pwdLastSet tells
-- scope: client
-- order: 118
-- blocks: all
-- effect: likely
-- hop: first
-- idf: stands
-- reason: client-pwd-expired
-- needs: clients
-- unread: R119
-- references: MS-ADTS 3.1.1.4.5.17; MS-ADA3 pwdLastSet
-- why: The computed attribute was not read; pwdLastSet 0 says that the password must be changed.
-- remedy: Change the password of {client}.
-- example: An LDIF file without computed attributes.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'pwdLastSet', pwd_last_set) AS evidence
  FROM clients
 WHERE uac_computed IS NULL
   AND pwd_last_set = 0
   AND uac & 0x50000 = 0
   AND kind = 'user';
