-- SPDX-License-Identifier: Apache-2.0
-- id: R112
-- title: The client is locked out
-- scope: client
-- order: 114
-- blocks: all
-- effect: likely
-- hop: first
-- idf: stands
-- reason: client-locked
-- needs: clients
-- unread: R119
-- references: MS-ADTS 3.1.1.4.5.17; MS-KILE 3.3.5.6.3
-- why: The KDC gives a locked account no ticket (error 18); the lock may end by itself or by an
--    administrator.
-- remedy: Unlock {client}, and find out what keeps locking it.
-- powershell: Unlock-ADAccount -Identity {client} -Server {client_domain}
-- samba: samba-tool user unlock {client}
-- example: A service with an old password locks its own account.
SELECT id AS subject_id,
       name AS object,
       CASE WHEN uac_computed IS NULL THEN evidence(dn, 'lockoutTime', lockout_time)
            ELSE evidence(dn, 'msDS-User-Account-Control-Computed', printf('0x%X', uac_computed))
            END AS evidence
  FROM clients
 WHERE uac_computed & 0x10 <> 0
    OR (uac_computed IS NULL AND lockout_time > 0);
