-- SPDX-License-Identifier: Apache-2.0
-- id: R326
-- title: The target's account is disabled, and what the KDC makes of that was not read
-- scope: target
-- order: 560
-- blocks: all
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: target-disabled
-- needs: targets
-- references: MS-KILE 3.3.5.7; Samba source4/kdc/db-glue.c
-- why: Windows is expected to give no ticket, Samba gives one: the rootDSE did not tell which KDC
--    it is.
-- remedy: Enable {target}, or point the server at another back end.
-- example: An LDIF file without the rootDSE.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM targets
 WHERE disabled = 1
   AND is_krbtgt = 0
   AND kdc_profile = 'unknown';
