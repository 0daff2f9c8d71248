-- SPDX-License-Identifier: Apache-2.0
-- Diff: what two whole snapshots and their verdicts say differently. The snapshots stand in
-- temp.diff_span; everything lies in the temp database.

-- name: diff-begin
CREATE TEMP TABLE diff_span (earlier INTEGER, later INTEGER);
CREATE TEMP TABLE diff_row (
    change TEXT NOT NULL, outcome TEXT NOT NULL, what TEXT NOT NULL, object TEXT NOT NULL,
    sid TEXT, attribute TEXT, old_value TEXT, new_value TEXT,
    old_verdict TEXT, new_verdict TEXT, old_reason TEXT, new_reason TEXT, old_path TEXT,
    new_path TEXT, client_account TEXT, client_host TEXT, application TEXT, hosted_by TEXT,
    call TEXT, interface TEXT, server TEXT, server_account TEXT, target TEXT, target_account TEXT,
    from_snapshot INTEGER, to_snapshot INTEGER, changed_at INTEGER, changed_on TEXT
) STRICT;

-- name: diff-span
INSERT INTO temp.diff_span (earlier, later) VALUES (?1, ?2);

-- name: diff-judged
SELECT (SELECT count(*) FROM judged WHERE snapshot_id = (SELECT earlier FROM temp.diff_span)),
       (SELECT count(*) FROM judged WHERE snapshot_id = (SELECT later FROM temp.diff_span));

-- Only a request with an interval that begins or ends between the two can differ. The change is
-- that from `from_snapshot`, the last judged one before it, to `to_snapshot`: the newest of
-- several.
-- name: diff-requests
WITH touched AS (
    SELECT DISTINCT v.request FROM past_verdict v, temp.diff_span d
     WHERE (v.from_snapshot > d.earlier AND v.from_snapshot <= d.later)
        OR (v.to_snapshot >= d.earlier AND v.to_snapshot < d.later)),
compared AS (
    SELECT t.request, o.verdict AS old_verdict, n.verdict AS new_verdict, o.reason AS old_reason,
           n.reason AS new_reason, o.path AS old_path, n.path AS new_path,
           diff_outcome(o.verdict, o.reason, o.hop, o.path, n.verdict, n.reason, n.hop, n.path)
             AS outcome,
           coalesce(n.from_snapshot,
                    (SELECT min(j.snapshot_id) FROM judged j
                      WHERE j.snapshot_id > (SELECT max(g.to_snapshot) FROM past_verdict g
                                              WHERE g.request = t.request
                                                AND g.to_snapshot < d.later)))
             AS to_snapshot
      FROM touched t
      JOIN temp.diff_span d
      LEFT JOIN past_verdict o ON o.request = t.request AND o.from_snapshot <= d.earlier
                              AND (o.to_snapshot IS NULL OR o.to_snapshot >= d.earlier)
      LEFT JOIN past_verdict n ON n.request = t.request AND n.from_snapshot <= d.later
                              AND (n.to_snapshot IS NULL OR n.to_snapshot >= d.later))
INSERT INTO temp.diff_row (change, outcome, what, object, sid, old_verdict, new_verdict, old_reason,
                           new_reason, old_path, new_path, client_account, client_host, application,
                           hosted_by, call, interface, server, server_account, target,
                           target_account, from_snapshot, to_snapshot)
SELECT CASE WHEN c.old_verdict IS NULL THEN 'added' WHEN c.new_verdict IS NULL THEN 'removed'
            ELSE 'changed' END,
       c.outcome, 'request', p.request_id, p.client_sid, c.old_verdict, c.new_verdict, c.old_reason,
       c.new_reason, c.old_path, c.new_path, p.client_account, p.client_host, p.application,
       p.hosted_by, p.call, p.interface, p.server, p.server_account, p.target, p.target_account,
       (SELECT max(j.snapshot_id) FROM judged j WHERE j.snapshot_id < c.to_snapshot), c.to_snapshot
  FROM compared c
  JOIN past_request p ON p.id = c.request
 WHERE c.outcome <> '';

-- The first and the last of what happened to each value in between: what came back is no change.
-- name: diff-journal
INSERT INTO temp.diff_row (change, outcome, what, object, sid, attribute, old_value, new_value,
                           from_snapshot, to_snapshot, changed_at, changed_on)
WITH spanned AS (
    SELECT j.*, CASE j.many WHEN 1 THEN coalesce(j.new_value, j.old_value) END AS member
      FROM temp.diff_span d
       JOIN journal j ON j.to_snapshot > d.earlier AND j.to_snapshot <= d.later),
ends AS (
    SELECT min(id) AS first, max(id) AS last FROM spanned GROUP BY what, key, attribute, member)
SELECT CASE WHEN f.old_value IS NULL THEN 'added' WHEN l.new_value IS NULL THEN 'removed'
            ELSE 'changed' END,
       '', l.what,
       (SELECT o.object FROM spanned o WHERE o.what = l.what AND o.key = l.key
         ORDER BY o.id DESC LIMIT 1),
       l.sid, l.attribute,
       CASE l.attribute WHEN 'rbcd_from' THEN
         coalesce((SELECT name FROM accounts WHERE sid = sid_binary(f.old_value)), f.old_value)
         ELSE f.old_value END,
       CASE l.attribute WHEN 'rbcd_from' THEN
         coalesce((SELECT name FROM accounts WHERE sid = sid_binary(l.new_value)), l.new_value)
         ELSE l.new_value END,
       l.from_snapshot, l.to_snapshot, l.changed_at, l.changed_on
  FROM ends e
  JOIN journal f ON f.id = e.first
  JOIN journal l ON l.id = e.last
 WHERE f.old_value IS NOT l.new_value;

-- name: diff-count
SELECT what, outcome, change, count(*) FROM temp.diff_row GROUP BY what, outcome, change;

-- The worst first: requests by what became of them and by the verdict, then what was set otherwise.
-- name: diff-rows
SELECT r.change, r.outcome, r.what, r.object, r.sid, r.attribute, r.old_value, r.new_value,
       r.old_verdict, r.new_verdict, r.old_reason, r.new_reason, r.old_path, r.new_path,
       r.client_account, r.client_host, r.application, r.hosted_by, r.call, r.interface, r.server,
       r.server_account, r.target, r.target_account, r.from_snapshot, r.to_snapshot,
       iso_time(f.started) AS changed_after,
       iso_time(t.finished) AS changed_before,
       iso_time(r.changed_at) AS changed_at,
       r.changed_on
  FROM temp.diff_row r
  LEFT JOIN snapshot f ON f.id = r.from_snapshot
  LEFT JOIN snapshot t ON t.id = r.to_snapshot
  LEFT JOIN verdict_order n ON n.verdict = r.new_verdict
  LEFT JOIN verdict_order o ON o.verdict = r.old_verdict
 ORDER BY diff_rank(r.what, r.outcome), n.position, o.position DESC, r.client_account, r.server,
          r.target, r.object, r.attribute, coalesce(r.new_value, r.old_value), r.change;

-- The same rows in the columns that fit a terminal.
-- name: diff-table
SELECT coalesce(nullif(r.outcome, ''), r.change) AS change,
       r.what,
       CASE r.what WHEN 'request' THEN
         coalesce(nullif(r.client_account, ''), '(not known)') || ' -> ' || r.server ||
         CASE r.target WHEN '' THEN '' ELSE ' -> ' || r.target END ||
         ' (' || r.client_host || ': ' || r.application ||
         CASE r.hosted_by WHEN '' THEN '' ELSE ' in ' || r.hosted_by END ||
         CASE r.interface WHEN '' THEN '' ELSE ' ' || r.interface END ||
         CASE r.call WHEN 'activation' THEN ', activation' ELSE '' END || ')'
         ELSE r.object END AS object,
       coalesce(r.attribute, '') AS attribute,
       CASE r.what WHEN 'request' THEN
         coalesce(r.old_verdict || CASE r.old_reason WHEN '' THEN '' ELSE ': ' || r.old_reason END,
                  '')
         ELSE coalesce(r.old_value, '') END AS old,
       CASE r.what WHEN 'request' THEN
         coalesce(r.new_verdict || CASE r.new_reason WHEN '' THEN '' ELSE ': ' || r.new_reason END,
                  '')
         ELSE coalesce(r.new_value, '') END AS new,
       coalesce(iso_time(r.changed_at), 'after ' || iso_time(f.started), '') AS changed,
       coalesce(r.changed_on, '') AS dc,
       CASE r.what WHEN 'request' THEN substr(r.object, 1, 12) ELSE '' END AS id
  FROM temp.diff_row r
  LEFT JOIN snapshot f ON f.id = r.from_snapshot
  LEFT JOIN verdict_order n ON n.verdict = r.new_verdict
  LEFT JOIN verdict_order o ON o.verdict = r.old_verdict
 ORDER BY diff_rank(r.what, r.outcome), n.position, o.position DESC, r.client_account, r.server,
          r.target, r.object, r.attribute, coalesce(r.new_value, r.old_value), r.change;
