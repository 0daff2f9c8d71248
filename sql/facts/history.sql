-- SPDX-License-Identifier: Apache-2.0
-- What former checks said.

-- How verdicts compare over time: will-fail and likely-fail are one trouble, unknown is another,
-- everything else is none.
CREATE TEMP VIEW IF NOT EXISTS verdict_class AS
SELECT verdict, position, min(max(position, 2), 4) AS class FROM verdict_order;

-- The whole snapshot that was judged before the one that the verdicts are of; NULL: none.
CREATE TEMP VIEW IF NOT EXISTS former_judged AS
SELECT max(j.snapshot_id) AS id
  FROM judged j
 WHERE j.snapshot_id < (SELECT coalesce(max(snapshot_id), 0) FROM judgement);

-- Findings that the whole snapshot judged before did not have: no verdict for that request, one
-- that was less of a failure, or one that was suppressed and is so no longer.
CREATE TEMP VIEW IF NOT EXISTS new_findings AS
SELECT r.request_id, v.verdict
  FROM verdict v
  JOIN verdict_order o ON o.verdict = v.verdict AND o.position <= 3
  JOIN request r ON r.id = v.request
 WHERE NOT EXISTS (SELECT 1 FROM past_request p
                     JOIN past_verdict h ON h.request = p.id
                     JOIN verdict_order q ON q.verdict = h.verdict
                     JOIN former_judged f
                    WHERE p.request_id = r.request_id
                      AND h.from_snapshot <= f.id
                      AND (h.to_snapshot IS NULL OR h.to_snapshot >= f.id)
                      AND q.position <= o.position
                      AND (h.suppressed = 0
                           OR EXISTS (SELECT 1 FROM suppressed s
                                       WHERE s.request_id = r.request_id)));

-- Since when the newest whole snapshots have had a request in its class.
CREATE TEMP VIEW IF NOT EXISTS standing_verdicts AS
SELECT p.request_id, v.verdict, c.class, v.first_seen, v.suppressed, v.from_snapshot, v.to_snapshot
  FROM past_request p
  JOIN past_verdict v ON v.request = p.id
  JOIN verdict_class c ON c.verdict = v.verdict;
