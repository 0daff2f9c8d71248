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

-- Since when the newest whole snapshots have had a request in its class.
CREATE TEMP VIEW IF NOT EXISTS standing_verdicts AS
SELECT p.request_id, v.verdict, c.class, v.first_seen, v.suppressed, v.from_snapshot, v.to_snapshot
  FROM past_request p
  JOIN past_verdict v ON v.request = p.id
  JOIN verdict_class c ON c.verdict = v.verdict;
