-- SPDX-License-Identifier: Apache-2.0
-- title: Protected accounts that an application needs delegated
-- needs: judgement
-- why: The flag does what it should, and the application cannot work with that account.
SELECT 'P108' AS rule,
       'medium' AS severity,
       c.name AS object,
       sid_text(c.sid) AS sid,
       r.application || ' on ' || r.client_host || ' to ' || r.server
         || CASE WHEN r.target <> '' THEN ' and ' || r.target ELSE '' END || ': ' || v.verdict
         || ', ' || v.reason AS detail,
       v.evidence,
       v.remedy
  FROM request r
  JOIN verdict v ON v.request = r.id
  JOIN accounts c ON c.id = r.client_account
  LEFT JOIN protected_users p ON p.id = c.id
 WHERE r.level = 'delegate'
   AND v.verdict IN ('will-fail', 'likely-fail', 'unknown')
   AND (c.not_delegated OR p.id IS NOT NULL)
   AND ('; ' || v.reason || '; ' || v.further_reasons || '; ' LIKE '%; client-not-delegated; %'
        OR '; ' || v.reason || '; ' || v.further_reasons || '; ' LIKE '%; client-protected-user; %')
 ORDER BY object, detail;
