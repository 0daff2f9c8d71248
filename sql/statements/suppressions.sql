-- SPDX-License-Identifier: Apache-2.0
-- Suppressions of the newest check.

-- name: suppressions-empty
DELETE FROM suppressed;
DELETE FROM suppression;

-- name: suppressions-findings
SELECT r.request_id, v.rule, v.reason, coalesce(c.name, r.client_name), coalesce(s.name, ''),
       coalesce(t.name, '')
  FROM verdict v
  JOIN verdict_order o ON o.verdict = v.verdict AND o.position <= 3
  JOIN request r ON r.id = v.request
  LEFT JOIN accounts c ON c.id = r.client_account
  LEFT JOIN accounts s ON s.id = r.server_account
  LEFT JOIN accounts t ON t.id = r.target_account
 ORDER BY r.request_id;

-- name: suppressions-add
INSERT INTO suppression (id, file, line, request_id, rule, client, server, target, reason, owner,
                         expires, expired, findings)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- name: suppressions-hold
INSERT INTO suppressed (request_id, suppression_id) VALUES (?1, ?2);
