-- SPDX-License-Identifier: Apache-2.0
-- id: R321
-- title: The target's account is disabled (Samba gives tickets for it)
-- scope: target
-- order: 561
-- blocks: all
-- effect: note
-- hop: second
-- idf: passes
-- reason: target-disabled
-- needs: targets
-- unread: R324 R326
-- references: Samba source4/kdc/db-glue.c
-- why: Samba issues tickets for disabled service accounts, so the KDC stops nothing; the service
--    itself cannot log on.
-- remedy: Enable {target}, or point the server at another back end.
-- powershell: Enable-ADAccount -Identity {target_account} -Server {target_account_domain}
-- samba: samba-tool user enable {target_account}
-- example: The computer account of a retired database server.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM targets
 WHERE disabled = 1
   AND is_krbtgt = 0
   AND kdc_profile IN ('samba', 'samba-4.17');
