-- SPDX-License-Identifier: Apache-2.0
-- id: R504
-- title: The attributes of a trust on the way are not readable
-- scope: trust-path
-- order: 522
-- blocks: unconstrained
-- effect: unknown
-- hop: first
-- idf: passes
-- reason: trust-path-unread
-- needs: trust_steps
-- references: MS-KILE 3.3.5.7.5
-- why: Every trust on the way must keep OK-AS-DELEGATE, and the bits of one did not come.
-- remedy: Give the scanning account the right to read trustAttributes of {object}, then scan
--    again.
-- example: An LDIF file that was exported without trustAttributes.
SELECT t.id AS subject_id,
       t.partner AS object,
       evidence(t.dn, 'trustAttributes', 'not readable') AS evidence
  FROM trust_steps t
 WHERE t.way = 'client-server'
   AND t.attributes IS NULL
   AND t.kdc_profile NOT IN ('samba', 'samba-4.17');
