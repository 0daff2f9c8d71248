-- SPDX-License-Identifier: Apache-2.0
-- Verdicts over time: an interval for each, which only a change ends.

-- What the check said, by the number that requests have over time.
-- name: history-requests
INSERT INTO past_request (request_id, client_account, client_sid, client_host, application,
                          hosted_by, call, interface, server, server_account, target,
                          target_account)
SELECT r.request_id, coalesce(c.name, r.client_name), sid_text(c.sid), r.client_host,
       r.application, r.hosted_by, r.call, r.interface, r.server, s.name, r.target, t.name
  FROM request r
  LEFT JOIN accounts c ON c.id = r.client_account
  LEFT JOIN accounts s ON s.id = r.server_account
  LEFT JOIN accounts t ON t.id = r.target_account
 WHERE true
 ORDER BY r.request_id
ON CONFLICT (request_id) DO UPDATE SET
    client_account = excluded.client_account, server_account = excluded.server_account,
    target_account = excluded.target_account
 WHERE client_account <> excluded.client_account
    OR server_account IS NOT excluded.server_account
    OR target_account IS NOT excluded.target_account;
CREATE TEMP TABLE IF NOT EXISTS standing (
    request INTEGER PRIMARY KEY, verdict TEXT, class INTEGER, reason TEXT, hop TEXT, path TEXT,
    suppressed INTEGER
);
DELETE FROM temp.standing;
INSERT INTO temp.standing (request, verdict, class, reason, hop, path, suppressed)
SELECT p.id, v.verdict, c.class, v.reason, v.hop, v.path,
       EXISTS (SELECT 1 FROM suppressed x WHERE x.request_id = r.request_id)
  FROM verdict v
  JOIN verdict_class c ON c.verdict = v.verdict
  JOIN request r ON r.id = v.request
  JOIN past_request p ON p.request_id = r.request_id
 ORDER BY p.id;

-- What an earlier check of this snapshot (?1) began, and this one does not say.
-- name: history-take-back
DELETE FROM past_verdict
 WHERE from_snapshot = ?1
   AND NOT EXISTS (SELECT 1 FROM temp.standing s
                    WHERE s.request = past_verdict.request
                      AND (s.verdict, s.reason, s.hop, s.path, s.suppressed)
                        = (past_verdict.verdict, past_verdict.reason, past_verdict.hop,
                           past_verdict.path, past_verdict.suppressed));

-- What it ended at the snapshot before (?2), and this one says again.
-- name: history-reopen
UPDATE past_verdict SET to_snapshot = NULL
 WHERE to_snapshot = ?2 AND from_snapshot < ?1
   AND EXISTS (SELECT 1 FROM temp.standing s
                WHERE s.request = past_verdict.request
                  AND (s.verdict, s.reason, s.hop, s.path, s.suppressed)
                    = (past_verdict.verdict, past_verdict.reason, past_verdict.hop,
                       past_verdict.path, past_verdict.suppressed));

-- name: history-end
UPDATE past_verdict SET to_snapshot = ?2
 WHERE to_snapshot IS NULL AND from_snapshot < ?1
   AND NOT EXISTS (SELECT 1 FROM temp.standing s
                    WHERE s.request = past_verdict.request
                      AND (s.verdict, s.reason, s.hop, s.path, s.suppressed)
                        = (past_verdict.verdict, past_verdict.reason, past_verdict.hop,
                           past_verdict.path, past_verdict.suppressed));

-- A verdict of the same class goes on: it has been so since before.
-- name: history-begin
INSERT INTO past_verdict (request, from_snapshot, verdict, reason, hop, path, suppressed,
                          first_seen)
SELECT s.request, ?1, s.verdict, s.reason, s.hop, s.path, s.suppressed,
       coalesce((SELECT v.first_seen FROM past_verdict v
                   JOIN verdict_class c ON c.verdict = v.verdict
                  WHERE v.request = s.request AND v.to_snapshot = ?2 AND c.class = s.class),
                (SELECT finished FROM snapshot WHERE id = ?1))
  FROM temp.standing s
 WHERE NOT EXISTS (SELECT 1 FROM past_verdict v
                    WHERE v.request = s.request AND v.to_snapshot IS NULL);

-- name: history-former
SELECT coalesce(max(snapshot_id), 0) FROM judged WHERE snapshot_id < ?1;

-- name: history-judged
INSERT INTO judged (snapshot_id, made) VALUES (?1, ?2)
ON CONFLICT (snapshot_id) DO UPDATE SET made = excluded.made;
