-- SPDX-License-Identifier: Apache-2.0
-- title: Counts and times for a monitoring system; --format prometheus is for node_exporter
WITH newest AS (SELECT * FROM snapshot ORDER BY id DESC LIMIT 1)
SELECT metric, type, help, label, label_value, value FROM (
    SELECT 1 AS position, 'delegaudit_requests' AS metric, 'gauge' AS type,
           'Requests by verdict.' AS help, 'verdict' AS label, o.verdict AS label_value,
           (SELECT count(*) FROM verdict v WHERE v.verdict = o.verdict) AS value,
           o.position AS place
      FROM verdict_order o WHERE EXISTS (SELECT 1 FROM judgement)
    UNION ALL SELECT 2, 'delegaudit_judged_timestamp_seconds', 'gauge',
                     'When the verdicts were made.', '', '', made, 0
                FROM judgement
    UNION ALL SELECT 3, 'delegaudit_snapshot_timestamp_seconds', 'gauge',
                     'When the newest finished scan ended.', '', '', finished, 0
                FROM newest
    UNION ALL SELECT 4, 'delegaudit_snapshot_whole', 'gauge',
                     '1 where the newest scan read everything that it asked for.', '', '', whole, 0
                FROM newest
    UNION ALL SELECT 5, 'delegaudit_snapshot_objects', 'gauge',
                     'Objects that the newest scan read.', '', '',
                     (SELECT coalesce(sum(received), 0) FROM coverage
                       WHERE snapshot_id = newest.id), 0
                FROM newest
    UNION ALL SELECT 6, 'delegaudit_accounts_not_readable', 'gauge',
                     'Accounts that do not show all that a verdict needs.', '', '', count(*), 0
                FROM account WHERE not_readable <> ''
    UNION ALL SELECT 7, 'delegaudit_computers', 'gauge', 'Enabled computers.', '', '', count(*), 0
                FROM enabled_computers
    UNION ALL SELECT 8, 'delegaudit_computers_with_client_data', 'gauge',
                     'Enabled computers of which client files tell.', '', '',
                     coalesce(sum(seen), 0), 0
                FROM enabled_computers
    UNION ALL SELECT 9, 'delegaudit_oldest_import_timestamp_seconds', 'gauge',
                     'When the oldest client file was imported.', '', '', min(imported), 0
                FROM import_file HAVING count(*) > 0)
 ORDER BY position, place;
