-- SPDX-License-Identifier: Apache-2.0
-- id: S09
-- title: Has the server a forwardable ticket of the client (evidence for S4U2Proxy)?
-- orders: 330-339 600-699 858-859 912
-- paths: constrained rbcd transition-constrained transition-rbcd
WITH r AS (SELECT * FROM requests WHERE id = :request),
     s AS (SELECT a.* FROM accounts a JOIN r ON a.id = r.server_account)
SELECT looked_up, value, source FROM (
SELECT 1 AS position, 'the client''s own ticket' AS looked_up,
       CASE r.authn_service WHEN 'ntlm' THEN 'none: the proxy asks for NTLM'
            ELSE 'forwardable where nothing above takes the flag off it' END AS value,
       r.source AS source FROM r
UNION ALL
SELECT 2, 'the server is marked sensitive (NOT_DELEGATED)',
       CASE not_delegated WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'not readable' END ||
       coalesce(printf(' (0x%X)', uac), ''), dn || ': userAccountControl' FROM s
UNION ALL
SELECT 3, 'the server is in Protected Users',
       CASE WHEN p.id IS NULL THEN 'no' ELSE 'yes' END,
       coalesce(p.evidence, s.dn || ': memberOf, primaryGroupID')
  FROM s LEFT JOIN protected_users p ON p.id = s.id
UNION ALL
SELECT 4, 'protocol transition (TRUSTED_TO_AUTH_FOR_DELEGATION)',
       CASE transition WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'not readable' END ||
       coalesce(printf(' (0x%X)', uac), ''), dn || ': userAccountControl' FROM s)
 ORDER BY position;
