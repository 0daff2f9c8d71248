-- SPDX-License-Identifier: Apache-2.0
-- id: R415
-- title: The target's descriptor was not read
-- scope: back-end
-- order: 714
-- blocks: rbcd transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: target-data-unreadable
-- needs: back_ends
-- references: MS-ADA2 2.218 (property set User-Account-Restrictions)
-- why: The attribute shares its property set with userAccountControl, which did not come either;
--    or the target may be an account of a domain that was not read.
-- remedy: Give the scanning account the right to read User-Account-Restrictions on the account of
--    {target}.
-- example: Authenticated Users was taken out of Pre-Windows 2000 Compatible Access.
SELECT id AS subject_id,
       target AS object,
       evidence(coalesce(target_dn, target), 'msDS-AllowedToActOnBehalfOfOtherIdentity',
                'not readable') AS evidence
  FROM back_ends
 WHERE rbcd IS NULL
   AND (target_unread = 1 OR target_not_readable <> '');
