-- SPDX-License-Identifier: Apache-2.0
-- id: R505
-- title: A trust on the way lets TGTs be delegated, if the KDC is a Windows one
-- scope: trust-path
-- order: 523
-- blocks: unconstrained
-- effect: unknown
-- hop: first
-- idf: passes
-- reason: trust-path-unread
-- needs: trust_steps
-- references: MS-KILE 3.3.5.7.5; Samba source4/kdc/db-glue.c (trust entries: ok_as_delegate 0)
-- why: A Windows KDC passes OK-AS-DELEGATE over this trust and a Samba one does not, and the
--    rootDSE did not tell which of them it is.
-- remedy: Scan a domain controller of each domain on the way directly, so that its version is
--    known.
-- example: LDIF files without the rootDSE.
SELECT t.id AS subject_id,
       t.partner AS object,
       evidence(t.dn, 'KDC', 'not read') AS evidence
  FROM trust_steps t
 WHERE t.way = 'client-server'
   AND t.attributes & 0x204 = 0
   AND t.attributes & 0x820 <> 0
   AND t.kdc_profile = 'unknown';
