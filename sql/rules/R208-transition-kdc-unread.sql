-- SPDX-License-Identifier: Apache-2.0
-- id: R208
-- title: Whether the server may use protocol transition depends on a KDC that was not read
-- scope: server
-- order: 601
-- blocks: transition-constrained transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: transition-not-allowed
-- needs: servers
-- references: MS-SFU 3.2.5.1.2 product note 19
-- why: With an empty list Windows Server 2012 and later give a forwardable S4U2Self ticket,
--    earlier ones do not.
-- remedy: Scan a domain controller directly so that its version is known.
-- example: An LDIF file without the rootDSE.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'msDS-AllowedToDelegateTo', NULL) AS evidence
  FROM servers
 WHERE transition = 0
   AND has_list = 0
   AND (kdc_profile = 'unknown'
        OR (kdc_profile = 'windows' AND dc_level IS NULL)
        OR (kdc_profile = 'windows' AND dc_level < 5 AND dc_level_highest >= 5));
