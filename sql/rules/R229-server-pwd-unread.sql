-- SPDX-License-Identifier: Apache-2.0
-- id: R229
-- title: Whether the password of the server's account has expired was not read
-- scope: server
-- order: 218
-- blocks: all
-- effect: unknown
-- hop: first
-- idf: stands
-- reason: server-pwd-expired
-- needs: servers
-- unread: R205
-- references: MS-ADTS 3.1.1.4.5.17; MS-ADTS 3.1.1.2.3.3 (property set User-Account-Restrictions)
-- why: The age that a password may have depends on policies; the computed attribute has the result,
--    and it was not read.
-- remedy: Export {server_account} with msDS-User-Account-Control-Computed, or scan the directory
--    itself.
-- example: An LDIF file of ldifde without the list of attributes.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'msDS-User-Account-Control-Computed', 'not readable') AS evidence
  FROM servers
 WHERE uac_computed IS NULL
   AND coalesce(pwd_last_set, -1) <> 0
   AND uac & 0x50000 = 0
   AND kind = 'user';
