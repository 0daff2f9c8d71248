-- SPDX-License-Identifier: Apache-2.0
-- title: Accounts that a domain controller or krbtgt lets act for others
-- why: A descriptor on a domain controller lets its trustees be any user there.
SELECT 'P104' AS rule,
       'critical' AS severity,
       k.name AS object,
       sid_text(k.sid) AS sid,
       'lets ' || coalesce(t.name, sid_text(r.sid)) || ' act for others at ' || k.what AS detail,
       evidence(k.dn, 'msDS-AllowedToActOnBehalfOfOtherIdentity', sid_text(r.sid)) AS evidence,
       'Clear msDS-AllowedToActOnBehalfOfOtherIdentity of ' || k.name
         || ' and find out who wrote it.' AS remedy
  FROM (SELECT DISTINCT target_id, sid FROM rbcd_trustee) r
  JOIN domain_keepers k ON k.id = r.target_id
  LEFT JOIN accounts t ON t.sid = r.sid
 ORDER BY object, detail;
