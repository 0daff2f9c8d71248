-- SPDX-License-Identifier: Apache-2.0
-- id: S06
-- title: May the client be delegated?
-- orders: 300-329 342-399 857 906-907 911
WITH r AS (SELECT * FROM requests WHERE id = :request),
     c AS (SELECT a.* FROM accounts a JOIN r ON a.id = r.client_account)
SELECT looked_up, value, source FROM (
SELECT 1 AS position, 'sensitive and cannot be delegated (NOT_DELEGATED)' AS looked_up,
       CASE not_delegated WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'not readable' END ||
       coalesce(printf(' (0x%X)', uac), '') AS value, dn || ': userAccountControl' AS source FROM c
UNION ALL
SELECT 2, 'effective member of Protected Users',
       CASE WHEN p.id IS NOT NULL THEN 'yes' WHEN c.domain_whole THEN 'no'
            ELSE 'not found, not all was read' END,
       coalesce(p.evidence, c.dn || ': memberOf, primaryGroupID')
  FROM c LEFT JOIN protected_users p ON p.id = c.id
UNION ALL
SELECT 3, 'KDC of the client''s domain',
       d.kdc_profile || ', functional level ' || coalesce(d.domain_level, 'not read') ||
       ', lowest of its DCs ' || coalesce(d.dc_level, 'not read'), d.dn
  FROM c JOIN domains d ON d.id = c.domain_id
UNION ALL
SELECT 4, 'krbtgt marked sensitive',
       CASE k.not_delegated WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'not readable' END,
       k.dn || ': userAccountControl'
  FROM c JOIN accounts k ON k.domain_id = c.domain_id AND k.sam = 'krbtgt')
 ORDER BY position;
