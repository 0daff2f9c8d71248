-- SPDX-License-Identifier: Apache-2.0
-- id: R421
-- title: Some domain controllers of the target know no resource-based delegation
-- scope: back-end
-- order: 709
-- blocks: rbcd transition-rbcd
-- effect: likely
-- hop: second
-- idf: passes
-- reason: target-rbcd-unsupported-kdc
-- needs: back_ends
-- unread: R416
-- references: MS-SFU product notes 18, 24
-- why: Windows knows it since Server 2012, and one of the target's controllers is older: which of
--    them answers is chance.
-- remedy: Replace the domain controllers before Windows Server 2012, or use the constrained list of
--    {server_account}.
-- example: One Windows Server 2008 R2 controller is left beside newer ones.
SELECT id AS subject_id,
       target AS object,
       evidence(target_dn, 'lowest functional level of a DC', target_dc_level) || ' | ' ||
       evidence(target_dn, 'highest functional level of a DC', target_dc_level_highest) AS evidence
  FROM back_ends
 WHERE rbcd IS NOT NULL
   AND target_kdc_profile = 'windows' AND target_dc_levels_placed = 1
   AND target_dc_level < 5 AND target_dc_level_highest >= 5;
