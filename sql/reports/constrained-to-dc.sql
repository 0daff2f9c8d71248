-- SPDX-License-Identifier: Apache-2.0
-- title: Accounts whose list names a service of a domain controller or krbtgt
-- why: Who acts for users at a domain controller acts for them in the domain; protocol transition
--    needs not even the user.
SELECT CASE WHEN a.transition THEN 'P103' ELSE 'P102' END AS rule,
       CASE WHEN a.transition THEN 'critical' ELSE 'high' END AS severity,
       a.name AS object,
       sid_text(a.sid) AS sid,
       l.spn || ' is ' || k.what || ', ' || k.name
         || CASE WHEN a.transition THEN '; with protocol transition'
                 WHEN a.transition IS NULL THEN '; protocol transition not read' ELSE '' END
         AS detail,
       evidence(a.dn, 'msDS-AllowedToDelegateTo', l.spn) AS evidence,
       'Take the entry out of the list of ' || a.name
         || ', unless it is part of how this account administers the domain.' AS remedy
  FROM listed_services l
  JOIN domain_keepers k ON k.id = l.target_id
  JOIN accounts a ON a.id = l.account_id
 ORDER BY severity, object, l.spn;
