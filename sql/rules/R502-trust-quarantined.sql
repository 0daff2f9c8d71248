-- SPDX-License-Identifier: Apache-2.0
-- id: R502
-- title: A trust on the way is quarantined
-- scope: trust-path
-- order: 519
-- blocks: unconstrained
-- effect: fails
-- hop: first
-- idf: passes
-- reason: trust-quarantined
-- needs: trust_steps
-- unread: R504 R512
-- references: MS-KILE 3.3.5.7.5; MS-ADTS 6.1.6.7.9 (QUARANTINED_DOMAIN)
-- why: OK-AS-DELEGATE does not survive a quarantined trust.
-- remedy: Let {application} on {host} ask for impersonate and use constrained delegation.
-- cloaked-remedy: Let {application} on {host} call {server} as its own account, without cloaking.
-- risk: Lifting the quarantine of a trust switches its SID filter off.
-- example: A client calls an unconstrained server of an external domain.
SELECT t.id AS subject_id,
       t.partner AS object,
       evidence(t.dn, 'trustAttributes', printf('0x%X', t.attributes)) AS evidence
  FROM trust_steps t
 WHERE t.way = 'client-server'
   AND t.attributes & 0x4 <> 0
   AND t.kdc_profile NOT IN ('samba', 'samba-4.17');
