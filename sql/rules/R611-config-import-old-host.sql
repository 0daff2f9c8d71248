-- SPDX-License-Identifier: Apache-2.0
-- id: R611
-- title: What is known of the client machine is older than an import may be
-- scope: client-host
-- order: 896
-- effect: note
-- told: always
-- hop: first
-- reason: config-import-old
-- needs: old_host_imports
-- references: delegaudit-check(1), --max-import-age
-- why: The verdict is true of a configuration that may be another one by now.
-- remedy: Import the host facts of {host} again.
-- example: Host facts of last year, with --max-import-age 90.
SELECT id AS subject_id,
       NULL AS object,
       evidence(substr(stated, 21), 'imported', iso_time(CAST(substr(stated, 1, 20) AS INTEGER)))
         AS evidence
  FROM old_host_imports;
