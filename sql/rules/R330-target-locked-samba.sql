-- SPDX-License-Identifier: Apache-2.0
-- id: R330
-- title: The target's account is locked out (Samba gives no tickets for it)
-- scope: target
-- order: 422
-- blocks: all
-- effect: likely
-- hop: second
-- idf: passes
-- reason: target-locked
-- needs: targets
-- unread: R324
-- references: RFC 4120 7.5.9 (KDC_ERR_SERVICE_REVOKED); observed with Samba 4.17 and 4.22
-- why: Samba refuses tickets for a user account that is locked out (error 19); the lock may end by
--    itself or by an administrator.
-- remedy: Unlock the account of {target}, and find out what keeps locking it.
-- example: Somebody tries passwords of the account that runs the database.
SELECT id AS subject_id,
       name AS object,
       CASE WHEN uac_computed IS NULL THEN evidence(dn, 'lockoutTime', lockout_time)
            ELSE evidence(dn, 'msDS-User-Account-Control-Computed', printf('0x%X', uac_computed))
            END AS evidence
  FROM targets
 WHERE (uac_computed & 0x10 <> 0 OR (uac_computed IS NULL AND lockout_time > 0))
   AND kdc_profile IN ('samba', 'samba-4.17');
