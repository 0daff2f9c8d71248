-- SPDX-License-Identifier: Apache-2.0
-- title: Finished scans, the newest first
SELECT s.id AS snapshot,
       iso_time(s.started) AS started,
       iso_time(s.finished) AS finished,
       CASE s.whole WHEN 1 THEN 'yes' ELSE 'no' END AS whole,
       s.source,
       s.dc,
       s.usn,
       (SELECT coalesce(sum(received), 0) FROM coverage c WHERE c.snapshot_id = s.id) AS objects,
       coalesce((SELECT group_concat(context || ': ' || shortfall, '; ') FROM coverage c
                  WHERE c.snapshot_id = s.id AND c.whole = 0), '') AS not_read,
       s.tool_version,
       iso_time(j.made) AS judged,
       CASE WHEN s.whole = 1
             AND EXISTS (SELECT 1 FROM snapshot f WHERE f.id < s.id AND f.whole = 1)
            THEN (SELECT count(*) FROM journal c WHERE c.to_snapshot = s.id) END AS changes
  FROM snapshot s
  LEFT JOIN judged j ON j.snapshot_id = s.id
 ORDER BY s.id DESC;
