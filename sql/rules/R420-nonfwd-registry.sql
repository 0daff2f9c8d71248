-- SPDX-License-Identifier: Apache-2.0
-- id: R420
-- title: A registry value of the domain controllers could let protocol transition through
-- scope: pair
-- order: 910
-- blocks: transition-rbcd
-- effect: note
-- hop: second
-- reason: nonfwd-registry
-- needs: pairs
-- references: KB4577252; MS-SFU 3.1.5.2.1
-- why: With NonForwardableDelegation 1 the KDC takes S4U2Self tickets that are not forwardable as
--    evidence for resource-based delegation, as before the update of December 2020. The value is
--    not in the directory; it is taken not to be set.
-- remedy: See that no domain controller sets NonForwardableDelegation: it undoes CVE-2020-16996.
-- example: A value that was set in 2021 to gain time.
SELECT id AS subject_id,
       target AS object,
       evidence('HKLM\SYSTEM\CurrentControlSet\Services\Kdc of each DC', 'NonForwardableDelegation',
                'not read') AS evidence
  FROM pairs
 WHERE access = 'allowed'
   AND server_transition = 0
   AND has_list = 1
   AND target_kdc_profile = 'windows';
