-- SPDX-License-Identifier: Apache-2.0
-- id: R525
-- title: The client is of another domain, and whether the server's KDC makes S4U2Self tickets for
--    it was not read
-- scope: trust-path
-- order: 605
-- blocks: transition-constrained transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: client-unknown
-- needs: trust_ways domains
-- references: MS-SFU 4.2; Samba source4/kdc/db-glue.c (the client must be local)
-- why: Windows goes to the client's domain by referral, Samba does not, and the rootDSE did not
--    tell which KDC it is.
-- remedy: Scan a domain controller directly so that its version is known.
-- example: An LDIF file without the rootDSE.
SELECT w.id AS subject_id,
       w.to_name AS object,
       evidence(w.from_name, 'KDC', 'not read') AS evidence
  FROM trust_ways w
  JOIN domains d ON d.id = w.from_domain
 WHERE w.way = 'server-client'
   AND d.kdc_profile = 'unknown';
