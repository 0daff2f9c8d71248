-- SPDX-License-Identifier: Apache-2.0
-- id: R523
-- title: A domain controller before Windows Server 2012 is on the way to the target
-- scope: trust-path
-- order: 736
-- blocks: rbcd transition-rbcd
-- effect: likely
-- hop: second
-- idf: passes
-- reason: legacy-dc-on-path
-- needs: trust_domains domains
-- unread: R524
-- references: KB2665790; MS-SFU 3.2.5.2.3
-- why: A referral that such a controller has to pass on is refused (KDC_ERR_POLICY, 12); which
--    controller answers is chance.
-- remedy: Replace the controllers of {object} that are older than Windows Server 2012, or use a
--    target of the server's own domain.
-- example: One Windows Server 2008 R2 controller is left in the root domain.
SELECT t.id AS subject_id,
       d.dns_name AS object,
       evidence(d.dns_name, 'lowest functional level of a DC', d.dc_level) AS evidence
  FROM trust_domains t
  JOIN domains d ON d.id = t.domain_id
 WHERE t.way = 'server-target'
   AND d.dc_level < 5
   AND (d.dc_levels_placed = 1 OR d.dc_level_highest < 5)
   AND d.kdc_profile NOT IN ('samba', 'samba-4.17');
