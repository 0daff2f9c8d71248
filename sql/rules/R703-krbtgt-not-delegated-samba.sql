-- SPDX-License-Identifier: Apache-2.0
-- id: R703
-- title: krbtgt is marked "Account is sensitive and cannot be delegated" (Samba takes no notice)
-- scope: domain
-- role: client
-- order: 911
-- blocks: all
-- effect: note
-- hop: first
-- reason: krbtgt-not-delegated
-- needs: domains accounts
-- unread: R705
-- references: Observed with Samba 4.17: TGTs stay forwardable
-- why: Samba does not look at the flag of krbtgt; a Windows controller in the same domain might.
-- remedy: Clear NOT_DELEGATED on krbtgt: the flag has no protective use there.
-- example: A hardening script marked every privileged account, krbtgt among them.
SELECT d.id AS subject_id,
       k.name AS object,
       evidence(k.dn, 'userAccountControl', printf('0x%X', k.uac)) AS evidence
  FROM domains d
 CROSS JOIN accounts k ON k.name_key = 'krbtgt' AND k.domain_id = d.id
 WHERE k.not_delegated = 1
   AND d.kdc_profile IN ('samba', 'samba-4.17');
