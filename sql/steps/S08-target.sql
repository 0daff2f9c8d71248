-- SPDX-License-Identifier: Apache-2.0
-- id: S08
-- title: Is there an account behind the target's name?
-- orders: 400-499 550-599 800-809 860-869 908
WITH r AS (SELECT * FROM requests WHERE id = :request),
     n AS (SELECT x.* FROM names x JOIN r ON x.id = r.target_name)
SELECT looked_up, value, source FROM (
SELECT 1 AS position, 'target as addressed' AS looked_up,
       CASE r.target WHEN '' THEN 'not given' ELSE r.target END AS value, r.source AS source FROM r
UNION ALL
SELECT 2, 'SPN that is asked for', n.spn, 'the address' FROM n
UNION ALL
SELECT 3, 'account with that SPN',
       CASE n.owners WHEN 0 THEN 'none' WHEN 1 THEN o.name ELSE 'more than one' END ||
       CASE n.matched WHEN 'alias' THEN ' (through sPNMappings)'
                      WHEN 'account' THEN ' (by the name of the account)' ELSE '' END ||
       CASE n.forest_whole WHEN 1 THEN '' ELSE ', not all was read' END,
       coalesce(o.dn, 'directory') || ': servicePrincipalName'
  FROM n LEFT JOIN accounts o ON o.id = n.account_id
UNION ALL
SELECT 4, 'userAccountControl',
       coalesce(printf('0x%X', t.uac) || CASE t.disabled WHEN 1 THEN ' (disabled)'
                                                         ELSE ' (enabled)' END, 'not readable'),
       t.dn || ': userAccountControl'
  FROM r JOIN accounts t ON t.id = r.target_account
UNION ALL
SELECT 5, 'msDS-SupportedEncryptionTypes',
       coalesce(printf('0x%X', t.etypes), 'not set, or not read'),
       t.dn || ': msDS-SupportedEncryptionTypes'
  FROM r JOIN accounts t ON t.id = r.target_account
UNION ALL
SELECT 6, 'on the machine of the server',
       CASE r.target_locality WHEN 'local' THEN 'yes' WHEN 'remote' THEN 'no'
                              ELSE 'not known' END, 'the two addresses'
  FROM r WHERE r.target_name IS NOT NULL)
 ORDER BY position;
