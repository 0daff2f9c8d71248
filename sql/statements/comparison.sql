-- SPDX-License-Identifier: Apache-2.0
-- What-if: the verdicts of two evaluations side by side.

-- What the derived tables say now, before they are made anew.
-- name: comparison-keep
CREATE TEMP TABLE whatif_before (
    request_id      TEXT PRIMARY KEY,
    verdict         TEXT NOT NULL,
    reason          TEXT NOT NULL,
    path            TEXT NOT NULL,
    further_reasons TEXT NOT NULL,
    level           TEXT NOT NULL,
    client_account  INTEGER,
    client_name     TEXT NOT NULL,
    client_host     TEXT NOT NULL,
    application     TEXT NOT NULL,
    process         TEXT NOT NULL,
    process_account INTEGER,
    process_name    TEXT NOT NULL,
    hosted_by       TEXT NOT NULL,
    call            TEXT NOT NULL,
    transport       TEXT NOT NULL,
    interface       TEXT NOT NULL,
    server          TEXT NOT NULL,
    server_account  INTEGER,
    target          TEXT NOT NULL,
    target_account  INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO whatif_before
SELECT r.request_id, v.verdict, v.reason, v.path, v.further_reasons, r.level, r.client_account,
       r.client_name, r.client_host, r.application, r.process, r.process_account, r.process_name,
       r.hosted_by, r.call, r.transport, r.interface, r.server, r.server_account, r.target,
       r.target_account
  FROM verdict v JOIN request r ON r.id = v.request;

-- Every request of which something is different. What is neither a failure, unknown nor likely-work
-- is fine: to go from one such verdict to another is neither better nor worse.
-- name: comparison-make
CREATE TEMP TABLE whatif_change AS
SELECT r.request_id,
       CASE WHEN b.request_id IS NULL THEN 'new'
            WHEN v.verdict = b.verdict THEN 'same'
            WHEN min(n.position, 5) < min(o.position, 5) THEN 'worse'
            WHEN min(n.position, 5) > min(o.position, 5) THEN 'better'
            ELSE 'other' END AS change,
       n.position AS new_position, o.position AS old_position,
       b.verdict AS old_verdict, v.verdict AS new_verdict,
       b.reason AS old_reason, v.reason AS new_reason,
       b.path AS old_path, v.path AS new_path,
       b.level AS old_level, r.level AS new_level,
       b.further_reasons AS old_further_reasons, v.further_reasons AS new_further_reasons,
       r.client_account, r.client_name, r.client_host, r.application, r.process_account,
       r.process_name, r.hosted_by, r.call, r.interface, r.server, r.server_account, r.target,
       r.target_account, v.evidence, v.remedy
  FROM request r
  JOIN verdict v ON v.request = r.id
  JOIN verdict_order n ON n.verdict = v.verdict
  LEFT JOIN whatif_before b ON b.request_id = r.request_id
  LEFT JOIN verdict_order o ON o.verdict = b.verdict
 WHERE b.request_id IS NULL OR v.verdict <> b.verdict OR v.reason <> b.reason OR v.path <> b.path
    OR v.further_reasons <> b.further_reasons OR r.level <> b.level
UNION ALL
SELECT b.request_id, 'gone', 8, o.position, b.verdict, NULL, b.reason, NULL, b.path, NULL, b.level,
       NULL, b.further_reasons, NULL, b.client_account, b.client_name, b.client_host,
       b.application, b.process_account, b.process_name, b.hosted_by, b.call, b.interface,
       b.server, b.server_account, b.target, b.target_account, NULL, NULL
  FROM whatif_before b
  JOIN verdict_order o ON o.verdict = b.verdict
 WHERE NOT EXISTS (SELECT 1 FROM request r WHERE r.request_id = b.request_id);

-- name: comparison-count
SELECT change, new_verdict, count(*) FROM whatif_change GROUP BY change, new_verdict;

-- The worst first: by the verdict that comes, then by how far it falls.
-- name: comparison-rows
SELECT c.request_id,
       c.change,
       c.old_verdict,
       c.new_verdict,
       c.old_reason,
       c.new_reason,
       c.old_path,
       c.new_path,
       c.old_level,
       c.new_level,
       coalesce((SELECT name FROM accounts WHERE id = c.client_account), c.client_name)
         AS client_account,
       (SELECT sid_text(sid) FROM accounts WHERE id = c.client_account) AS client_sid,
       c.client_host,
       c.application,
       coalesce((SELECT name FROM accounts WHERE id = c.process_account), c.process_name)
         AS process_account,
       c.hosted_by,
       c.call,
       c.interface,
       c.server,
       (SELECT name FROM accounts WHERE id = c.server_account) AS server_account,
       c.target,
       (SELECT name FROM accounts WHERE id = c.target_account) AS target_account,
       c.old_further_reasons,
       c.new_further_reasons,
       c.evidence,
       c.remedy
  FROM whatif_change c
 WHERE :all OR c.change <> 'same'
 ORDER BY c.new_position, c.old_position DESC, client_account, c.server, c.target, c.request_id;

-- The same rows in the columns that fit a terminal.
-- name: comparison-table
SELECT c.change,
       c.old_verdict,
       c.new_verdict,
       coalesce(c.new_reason || CASE c.new_further_reasons WHEN '' THEN ''
                                     ELSE '; ' || c.new_further_reasons END, '') AS reasons,
       coalesce((SELECT name FROM accounts WHERE id = c.client_account),
                nullif(c.client_name, ''), '(not known)') AS client,
       c.client_host || ': ' || c.application ||
         CASE c.hosted_by WHEN '' THEN '' ELSE ' in ' || c.hosted_by END ||
         CASE c.interface WHEN '' THEN '' ELSE ' ' || c.interface END ||
         CASE c.call WHEN 'activation' THEN ' (activation)' ELSE '' END AS request,
       c.server || coalesce((SELECT ' = ' || name FROM accounts WHERE id = c.server_account), '')
         AS server,
       c.target,
       substr(c.request_id, 1, 12) AS id
  FROM whatif_change c
 WHERE :all OR c.change <> 'same'
 ORDER BY c.new_position, c.old_position DESC,
          coalesce((SELECT name FROM accounts WHERE id = c.client_account), c.client_name),
          c.server, c.target, c.request_id;
