-- SPDX-License-Identifier: Apache-2.0
-- id: R316
-- title: The target is addressed by the name of an account that has no SPN
-- scope: name
-- order: 555
-- blocks: all
-- effect: fails
-- hop: second
-- idf: passes
-- reason: target-spn-missing
-- needs: names
-- unread: R312
-- references: MS-KILE 3.3.5.1.1, 3.3.5.7 (KDC_ERR_MUST_USE_USER2USER)
-- why: The KDC finds the account and gives a ticket only where it has a registered SPN (error 27);
--    Samba gives one all the same.
-- remedy: Register an SPN on the account of {target} and address it by that.
-- example: A connection string that names the service account.
SELECT n.id AS subject_id,
       n.spn AS object,
       evidence(a.dn, 'servicePrincipalName', NULL) AS evidence
  FROM names n
  JOIN account a ON a.id = n.account_id
  JOIN domain d ON d.id = a.domain_id
 WHERE n.role = 'target'
   AND n.matched = 'account'
   AND d.kdc_profile = 'windows'
   AND NOT EXISTS (SELECT 1 FROM spn s WHERE s.account_id = a.id);
