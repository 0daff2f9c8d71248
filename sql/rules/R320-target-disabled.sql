-- SPDX-License-Identifier: Apache-2.0
-- id: R320
-- title: The target's account is disabled
-- scope: target
-- order: 560
-- blocks: all
-- effect: likely
-- hop: second
-- idf: passes
-- reason: target-disabled
-- needs: targets
-- unread: R324 R326
-- references: MS-KILE 3.3.5.7; the error code is not documented
-- why: No ticket is expected for a disabled service account.
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
   AND kdc_profile = 'windows';
