-- SPDX-License-Identifier: Apache-2.0
-- id: R612
-- title: What is known of the server's machine is older than an import may be
-- scope: server-host
-- order: 897
-- effect: note
-- told: always
-- hop: first
-- reason: config-import-old
-- needs: old_host_imports
-- references: delegaudit-check(1), --max-import-age
-- why: The verdict is true of a configuration that may be another one by now.
-- remedy: Import the host facts of the machine that {server} runs on again.
-- example: Host facts of last year, with --max-import-age 90.
SELECT id AS subject_id,
       NULL AS object,
       evidence(substr(stated, 21), 'imported', iso_time(CAST(substr(stated, 1, 20) AS INTEGER)))
         AS evidence
  FROM old_host_imports;
