-- SPDX-License-Identifier: Apache-2.0
-- id: R415
-- title: The target's descriptor was not read
-- scope: pair
-- order: 714
-- blocks: rbcd transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: target-data-unreadable
-- needs: pairs
-- references: MS-ADA2 2.218 (property set User-Account-Restrictions)
-- why: The attribute shares its property set with userAccountControl, which did not come either;
--    or the account of the target is not known.
-- remedy: Give the scanning account the right to read User-Account-Restrictions on the account of
--    {target}.
-- example: A back end in a domain that was not scanned.
SELECT id AS subject_id,
       target AS object,
       evidence(coalesce(target_dn, target), 'msDS-AllowedToActOnBehalfOfOtherIdentity',
                'not readable') AS evidence
  FROM pairs
 WHERE rbcd IS NULL
   AND (target_account IS NULL OR target_not_readable <> '');
