-- SPDX-License-Identifier: Apache-2.0
-- id: R503
-- title: A Samba KDC never passes OK-AS-DELEGATE over a trust
-- scope: trust-path
-- order: 521
-- blocks: unconstrained
-- effect: fails
-- hop: first
-- idf: passes
-- reason: trust-tgt-delegation-blocked
-- needs: trust_steps
-- unread: R505 R512
-- references: Samba source4/kdc/db-glue.c (trust entries: ok_as_delegate 0)
-- why: Tickets over a trust carry no OK-AS-DELEGATE, so the client forwards nothing.
-- remedy: Let {application} on {host} ask for impersonate and use constrained delegation.
-- cloaked-remedy: Let {application} on {host} call {server} as its own account, without cloaking.
-- example: A client of a Samba domain calls a server of a trusted one.
SELECT t.id AS subject_id,
       t.partner AS object,
       evidence(t.dn, 'trustAttributes', printf('0x%X', t.attributes)) AS evidence
  FROM trust_steps t
 WHERE t.way = 'client-server'
   AND t.kdc_profile IN ('samba', 'samba-4.17');
