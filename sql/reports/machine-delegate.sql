-- SPDX-License-Identifier: Apache-2.0
-- title: Machines whose default level is delegate
-- why: Every COM program that sets no level of its own then gives its user's identity away.
SELECT 'P112' AS rule,
       'medium' AS severity,
       f.host AS object,
       sid_text(a.sid) AS sid,
       'LegacyImpersonationLevel is delegate' AS detail,
       evidence(i.path || ':' || f.line, 'machine_level', f.machine_level) AS evidence,
       'Set the default level to identify, and delegate in the programs that need it.' AS remedy
  FROM host_fact f
  JOIN import_file i ON i.id = f.file_id
  LEFT JOIN accounts a ON a.id = (SELECT min(h.account_id) FROM host h WHERE h.name = f.host)
 WHERE f.machine_level = 'delegate'
 ORDER BY object, evidence;
