-- SPDX-License-Identifier: Apache-2.0
-- id: R324
-- title: The target's userAccountControl is not readable
-- scope: target
-- order: 563
-- blocks: all
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: target-data-unreadable
-- needs: targets
-- references: MS-ADSC user; MS-ADA3 (property set User-Account-Restrictions)
-- why: A missing userAccountControl is not 0: the account may be disabled or have DES keys only.
-- remedy: Give the scanning account the right to read User-Account-Restrictions on the account of
--    {target}, then scan again.
-- example: Authenticated Users was taken out of Pre-Windows 2000 Compatible Access.
SELECT id AS subject_id,
       'userAccountControl' AS object,
       evidence(dn, 'userAccountControl', 'not readable') AS evidence
  FROM targets
 WHERE uac IS NULL AND kind <> 'foreign';
