-- SPDX-License-Identifier: Apache-2.0
-- id: R702
-- title: krbtgt of the server's domain is marked "Account is sensitive and cannot be delegated"
-- scope: domain
-- role: server
-- order: 601
-- blocks: transition-constrained transition-rbcd
-- effect: likely
-- hop: second
-- idf: passes
-- reason: krbtgt-not-delegated
-- needs: domains accounts
-- unread: R706
-- references: MS-KILE 3.3.5.1; MS-SFU 3.2.5.1.2; field reports on krbtgt with NOT_DELEGATED
-- why: A sensitive krbtgt is reported to take the forwardable flag off every TGT of the domain,
--    the server's own among them: S4U2Self then gives no forwardable ticket.
-- remedy: Clear NOT_DELEGATED on krbtgt: the flag has no protective use there.
-- example: A hardening script marked every privileged account, krbtgt among them.
SELECT d.id AS subject_id,
       k.name AS object,
       evidence(k.dn, 'userAccountControl', printf('0x%X', k.uac)) AS evidence
  FROM domains d
 CROSS JOIN accounts k ON k.name_key = 'krbtgt' AND k.domain_id = d.id
 WHERE k.not_delegated = 1
   AND d.kdc_profile NOT IN ('samba', 'samba-4.17');
