-- SPDX-License-Identifier: Apache-2.0
-- id: R524
-- title: How old the domain controllers on the way to the target are was not read
-- scope: trust-path
-- order: 737
-- blocks: rbcd transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: legacy-dc-on-path
-- needs: trust_domains domains
-- references: KB2665790
-- why: Controllers before Windows Server 2012 refuse to pass such a request on, and their level
--    did not come.
-- remedy: Scan a controller of {object}, its configuration naming context included.
-- example: An LDIF file without the rootDSE and without nTDSDSA objects.
SELECT t.id AS subject_id,
       d.dns_name AS object,
       evidence(d.dns_name, 'msDS-Behavior-Version', 'not read') AS evidence
  FROM trust_domains t
  JOIN domains d ON d.id = t.domain_id
 WHERE t.way = 'server-target'
   AND (d.dc_level IS NULL
        OR (d.dc_levels_placed = 0 AND d.dc_level < 5 AND d.dc_level_highest >= 5))
   AND d.kdc_profile NOT IN ('samba', 'samba-4.17');
