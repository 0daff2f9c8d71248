-- SPDX-License-Identifier: Apache-2.0
-- id: R217
-- title: The password of the server's account has expired or must be changed
-- scope: server
-- order: 218
-- blocks: all
-- effect: fails
-- hop: first
-- idf: stands
-- reason: server-pwd-expired
-- needs: servers
-- unread: R205 R218 R229
-- references: MS-ADTS 3.1.1.4.5.17; MS-KILE 3.3.5.6.3; KDC_ERR_KEY_EXPIRED (23)
-- why: The account gets no TGT before its password is changed (error 23): it can neither start the
--    service nor act for anybody.
-- remedy: Change the password of {server_account}, or run the server as a managed service account,
--    whose password changes by itself.
-- example: A service account without "Password never expires".
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'msDS-User-Account-Control-Computed', printf('0x%X', uac_computed)) AS evidence
  FROM servers
 WHERE uac_computed & 0x800000 <> 0;
