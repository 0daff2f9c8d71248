-- SPDX-License-Identifier: Apache-2.0
-- id: R331
-- title: Tickets to the target carry no PAC (Samba before 4.19 gives none by S4U2Proxy)
-- scope: target
-- order: 423
-- blocks: constrained rbcd transition-constrained transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: target-no-pac
-- needs: targets
-- unread: R324
-- references: MS-ADTS 2.2.16 (NO_AUTH_DATA_REQUIRED); observed with Samba 4.17 (error 13), not with
--    4.22
-- why: S4U2Proxy ends in a PAC, which the target does not want; this KDC then gives no ticket at
--    all.
-- remedy: Clear NO_AUTH_DATA_REQUIRED on the account of {target} if the service can read tickets
--    with authorization data, or use a newer Samba.
-- example: A database on a Unix machine that large tickets once broke.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM targets
 WHERE uac & 0x2000000 <> 0
   AND kdc_profile = 'samba-4.17';
