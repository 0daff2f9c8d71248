-- SPDX-License-Identifier: Apache-2.0
-- id: R414
-- title: The KDC of the target knows no resource-based delegation
-- scope: back-end
-- order: 709
-- blocks: rbcd transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: target-rbcd-unsupported-kdc
-- needs: back_ends
-- unread: R416 R421 R422
-- references: MS-SFU product notes 18, 24
-- why: The attribute is set and this KDC does not look at it (error 13).
-- remedy: Upgrade the domain controllers, or use the constrained list of {server_account}.
-- example: Domain controllers before Windows Server 2012.
SELECT id AS subject_id,
       target AS object,
       evidence(target_dn, 'KDC', target_kdc_profile) || ' | ' ||
       evidence(target_dn, 'highest functional level of a DC', target_dc_level_highest) AS evidence
  FROM back_ends
 WHERE rbcd IS NOT NULL
   AND target_kdc_profile = 'windows' AND target_dc_level_highest < 5;
