-- SPDX-License-Identifier: Apache-2.0
-- id: R416
-- title: Whether the KDC of the target knows resource-based delegation is not known
-- scope: back-end
-- order: 709
-- blocks: rbcd transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: target-rbcd-unsupported-kdc
-- needs: back_ends
-- references: MS-SFU product notes 18, 24; Samba release notes 4.19
-- why: Windows knows it since Server 2012 and Samba since 4.19: the KDC was not read, or some of
--    the forest's controllers are too old and do not tell which domain they are of.
-- remedy: Scan a domain controller directly so that its version is known, and replace those before
--    Windows Server 2012.
-- example: An LDIF file without the rootDSE.
SELECT id AS subject_id,
       target AS object,
       evidence(target_dn, 'lowest functional level of a DC', target_dc_level) AS evidence
  FROM back_ends
 WHERE rbcd IS NOT NULL
   AND (target_kdc_profile = 'unknown'
        OR (target_kdc_profile = 'windows' AND target_dc_level_highest IS NULL)
        OR (target_kdc_profile = 'windows' AND target_dc_levels_placed = 0
            AND target_dc_level < 5 AND target_dc_level_highest >= 5));
