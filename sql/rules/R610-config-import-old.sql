-- SPDX-License-Identifier: Apache-2.0
-- id: R610
-- title: What states the call is older than an import may be
-- scope: request
-- order: 895
-- effect: note
-- told: always
-- hop: first
-- reason: config-import-old
-- needs: old_imports
-- references: delegaudit-check(1), --max-import-age
-- why: The verdict is true of a configuration that may be another one by now.
-- remedy: Import what {application} on {host} asks for again.
-- example: An inventory of last year, with --max-import-age 90.
SELECT id AS subject_id,
       NULL AS object,
       evidence(substr(stated, 21), 'imported', iso_time(CAST(substr(stated, 1, 20) AS INTEGER)))
         AS evidence
  FROM old_imports;
