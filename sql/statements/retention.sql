-- SPDX-License-Identifier: Apache-2.0
-- What is kept of the past.

-- Coverage and the journal of what led to them go with the snapshots that finished before ?1.
-- name: retention-snapshots
DELETE FROM snapshot
 WHERE finished < ?1
   AND id <> (SELECT max(id) FROM snapshot)
   AND id <> (SELECT coalesce(max(id), 0) FROM snapshot WHERE whole = 1);

-- Intervals that ended before the oldest snapshot that can still be compared, and requests that no
-- interval is about. The newest judged one stays: open intervals will end at it.
-- name: retention-history
DELETE FROM judged
 WHERE snapshot_id NOT IN (SELECT id FROM snapshot)
   AND snapshot_id <> (SELECT max(snapshot_id) FROM judged);
DELETE FROM past_verdict WHERE to_snapshot < (SELECT min(snapshot_id) FROM judged);
DELETE FROM past_request WHERE id NOT IN (SELECT request FROM past_verdict);
