-- SPDX-License-Identifier: Apache-2.0
-- id: R501
-- title: A trust on the way does not let TGTs be delegated
-- scope: trust-path
-- order: 520
-- blocks: unconstrained
-- effect: fails
-- hop: first
-- idf: passes
-- reason: trust-tgt-delegation-blocked
-- needs: trust_steps
-- unread: R504 R512
-- references: MS-KILE 3.3.5.7.5; MS-ADTS 6.1.6.7.9; KB4490425
-- why: OK-AS-DELEGATE survives a referral only inside the forest or with TGT delegation enabled,
--    and never with 0x200.
-- remedy: Let {application} on {host} ask for impersonate and use constrained delegation.
-- cloaked-remedy: Let {application} on {host} call {server} as its own account, without cloaking.
-- risk: Enabling TGT delegation over a trust (netdom trust /EnableTGTDelegation:Yes) hands TGTs of
--    this forest to servers of the other.
-- example: A client calls an unconstrained server of a trusted forest.
SELECT t.id AS subject_id,
       t.partner AS object,
       evidence(t.dn, 'trustAttributes', printf('0x%X', t.attributes)) AS evidence
  FROM trust_steps t
 WHERE t.way = 'client-server'
   AND t.attributes IS NOT NULL
   AND t.attributes & 0x4 = 0
   AND (t.attributes & 0x820 = 0 OR t.attributes & 0x200 <> 0)
   AND t.kdc_profile NOT IN ('samba', 'samba-4.17');
