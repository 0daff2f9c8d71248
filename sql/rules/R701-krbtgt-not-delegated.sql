-- SPDX-License-Identifier: Apache-2.0
-- id: R701
-- title: krbtgt is marked "Account is sensitive and cannot be delegated"
-- scope: domain
-- role: client
-- order: 300
-- blocks: all
-- effect: likely
-- hop: first
-- idf: passes
-- reason: krbtgt-not-delegated
-- needs: domains accounts
-- unread: R705
-- references: MS-KILE 3.3.5.1; field reports on krbtgt with NOT_DELEGATED
-- why: A sensitive krbtgt is reported to take the forwardable flag off every ticket of the domain.
-- remedy: Clear NOT_DELEGATED on krbtgt: the flag has no protective use there.
-- example: A hardening script marked every privileged account, krbtgt among them.
SELECT d.id AS subject_id,
       k.name AS object,
       evidence(k.dn, 'userAccountControl', printf('0x%X', k.uac)) AS evidence
  FROM domains d
 CROSS JOIN accounts k ON k.name_key = 'krbtgt' AND k.domain_id = d.id
 WHERE k.not_delegated = 1
   AND d.kdc_profile NOT IN ('samba', 'samba-4.17');
