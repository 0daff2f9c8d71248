-- SPDX-License-Identifier: Apache-2.0
-- title: Krbtgt accounts that are marked sensitive
-- why: Samba then makes no ticket forwardable, so nothing is delegated in the whole domain; what
--    Windows does is not documented.
SELECT 'P109' AS rule,
       CASE WHEN a.uac IS NULL THEN 'unknown' ELSE 'high' END AS severity,
       a.name AS object,
       sid_text(a.sid) AS sid,
       CASE WHEN a.uac IS NULL THEN 'not read' ELSE 'marked sensitive' END AS detail,
       evidence(a.dn, 'userAccountControl',
                coalesce(printf('0x%X', a.uac), 'not readable')) AS evidence,
       'Clear NOT_DELEGATED on ' || a.name || '; the KDC itself needs no such protection.' AS remedy
  FROM accounts a
  JOIN domain d ON d.id = a.domain_id
 WHERE a.sid = sid_of_rid(d.sid, 502)
   AND coalesce(a.not_delegated, 1)
 ORDER BY severity, object;
