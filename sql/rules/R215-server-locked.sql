-- SPDX-License-Identifier: Apache-2.0
-- id: R215
-- title: The server's account is locked out
-- scope: server
-- order: 214
-- blocks: all
-- effect: likely
-- hop: first
-- idf: stands
-- reason: server-locked
-- needs: servers
-- unread: R205
-- references: MS-ADTS 3.1.1.4.5.17; MS-KILE 3.3.5.6.3
-- why: A locked account gets no ticket (error 18); the lock may end by itself or by an
--    administrator.
-- remedy: Unlock {server_account}, and find out what keeps locking it.
-- example: Somebody guesses the password of a service account.
SELECT id AS subject_id,
       name AS object,
       CASE WHEN uac_computed IS NULL THEN evidence(dn, 'lockoutTime', lockout_time)
            ELSE evidence(dn, 'msDS-User-Account-Control-Computed', printf('0x%X', uac_computed))
            END AS evidence
  FROM servers
 WHERE uac_computed & 0x10 <> 0
    OR (uac_computed IS NULL AND lockout_time > 0);
