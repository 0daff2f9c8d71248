-- SPDX-License-Identifier: Apache-2.0
-- id: R705
-- title: krbtgt's userAccountControl is not readable
-- scope: domain
-- role: client
-- order: 857
-- blocks: all
-- effect: assumed
-- hop: first
-- idf: passes
-- reason: krbtgt-unread
-- needs: domains accounts
-- references: MS-KILE 3.3.5.1
-- why: krbtgt is taken not to be marked sensitive.
-- remedy: Give the scanning account the right to read User-Account-Restrictions on krbtgt, then
--    scan again.
-- example: Authenticated Users was taken out of Pre-Windows 2000 Compatible Access.
SELECT d.id AS subject_id,
       k.name AS object,
       evidence(k.dn, 'userAccountControl', 'not readable') AS evidence
  FROM domains d
 CROSS JOIN accounts k ON k.name_key = 'krbtgt' AND k.domain_id = d.id
 WHERE k.uac IS NULL
   AND d.kdc_profile NOT IN ('samba', 'samba-4.17');
