-- SPDX-License-Identifier: Apache-2.0
-- title: Entries of constrained lists that no account registers
-- why: Whoever may register the name on an account of their own gets what the list grants.
SELECT 'P105' AS rule,
       CASE WHEN f.whole THEN 'medium' ELSE 'unknown' END AS severity,
       a.name AS object,
       sid_text(a.sid) AS sid,
       l.spn || CASE WHEN f.whole THEN ' is registered by nobody'
                     ELSE ' was not found; not read: ' || coalesce(f.unread, 'any domain') END
         AS detail,
       evidence(a.dn, 'msDS-AllowedToDelegateTo', l.spn) AS evidence,
       'Take the entry out of the list of ' || a.name
         || ', or register the name where it belongs.' AS remedy
  FROM delegate_to l
  JOIN accounts a ON a.id = l.account_id
 CROSS JOIN forest f
 WHERE NOT EXISTS (SELECT 1 FROM listed_services s
                    WHERE s.account_id = l.account_id AND s.key = l.key)
 ORDER BY severity, object, l.spn;
