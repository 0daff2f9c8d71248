-- SPDX-License-Identifier: Apache-2.0
-- title: Privileged accounts whose identity can be delegated
-- why: Every server that is trusted for delegation can act as them. Membership is looked at, not
--    adminCount.
SELECT 'P107' AS rule,
       CASE WHEN a.uac IS NULL OR u.domain_id IS NOT NULL THEN 'unknown'
            WHEN a.disabled THEN 'low' ELSE 'high' END AS severity,
       a.name AS object,
       sid_text(a.sid) AS sid,
       'member of ' || m.path || CASE WHEN a.disabled THEN ', disabled' ELSE '' END AS detail,
       CASE WHEN a.uac IS NULL THEN evidence(a.dn, 'userAccountControl', 'not readable')
            ELSE evidence(a.dn, 'userAccountControl', printf('0x%X', a.uac))
                 || coalesce(' | ' || u.evidence, '') END AS evidence,
       'Put ' || a.name || ' into Protected Users, or mark it sensitive, once whatif shows that no '
         || 'application depends on it.' AS remedy
  FROM privileged_accounts m
  JOIN accounts a ON a.id = m.id
  LEFT JOIN protected_users p ON p.id = a.id
  LEFT JOIN protected_unread u ON u.domain_id = a.domain_id
 WHERE coalesce(a.not_delegated, 0) = 0
   AND p.id IS NULL
   AND coalesce(a.uac, 0) & 0x4002000 = 0            -- controllers are another matter
 ORDER BY severity, object;
