-- SPDX-License-Identifier: Apache-2.0
-- id: R125
-- title: Whether the client's password has expired was not read
-- scope: client
-- order: 118
-- blocks: all
-- effect: unknown
-- hop: first
-- idf: stands
-- reason: client-pwd-expired
-- needs: clients
-- unread: R119
-- references: MS-ADTS 3.1.1.4.5.17; MS-ADTS 3.1.1.2.3.3 (property set User-Account-Restrictions)
-- why: The age that a password may have depends on policies; the computed attribute has the result,
--    and it was not read.
-- remedy: Export {client} with msDS-User-Account-Control-Computed, or scan the directory itself.
-- example: An LDIF file of ldifde without the list of attributes.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'msDS-User-Account-Control-Computed', 'not readable') AS evidence
  FROM clients
 WHERE uac_computed IS NULL
   AND coalesce(pwd_last_set, -1) <> 0
   AND uac & 0x50000 = 0
   AND kind = 'user';
