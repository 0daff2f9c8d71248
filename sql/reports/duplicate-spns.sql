-- SPDX-License-Identifier: Apache-2.0
-- title: Service principal names that more than one account registers
-- why: The KDC gives no ticket for such a name (error 8), so calls fall back to NTLM or fail.
SELECT 'P106' AS rule,
       'medium' AS severity,
       a.name AS object,
       sid_text(a.sid) AS sid,
       s.spn || ', as ' || (SELECT group_concat(o.name, ', ')
                              FROM (SELECT DISTINCT x.account_id FROM spn x WHERE x.key = s.key) i
                              JOIN accounts o ON o.id = i.account_id AND o.id <> a.id) || ' does'
         AS detail,
       evidence(a.dn, 'servicePrincipalName', s.spn) AS evidence,
       'Leave the name to the account that runs the service, and take it off the others.' AS remedy
  FROM (SELECT key FROM spn GROUP BY key HAVING count(DISTINCT account_id) > 1) d
  JOIN spn s ON s.key = d.key
  JOIN accounts a ON a.id = s.account_id
 ORDER BY s.key, object, s.spn;
