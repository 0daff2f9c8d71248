-- SPDX-License-Identifier: Apache-2.0
-- id: R704
-- title: The server's domain has a read-only domain controller
-- scope: domain
-- role: server
-- order: 912
-- blocks: transition-constrained transition-rbcd
-- effect: note
-- hop: second
-- reason: rodc-tgt
-- needs: domains accounts
-- references: MS-KILE 3.3.5.7; Samba python/samba/tests/krb5/kdc_tgs_tests.py
-- why: S4U2Self with a TGT that a read-only controller issued is refused (error 6, or 20 where the
--    account is not revealed to it). Which controller answers a server is not in the directory.
-- remedy: Let the server's site have a writable domain controller.
-- example: A branch office with a read-only controller.
SELECT d.id AS subject_id,
       a.name AS object,
       evidence(a.dn, 'primaryGroupID', a.primary_group) AS evidence
  FROM domains d
 CROSS JOIN accounts a ON a.primary_group = 521 AND a.primary_group NOT IN (513, 515)
                      AND a.domain_id = d.id;
