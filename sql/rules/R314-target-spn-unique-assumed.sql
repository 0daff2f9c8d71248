-- SPDX-License-Identifier: Apache-2.0
-- id: R314
-- title: The SPN of the target was found once, and not everything was read
-- scope: name
-- order: 554
-- blocks: all
-- effect: assumed
-- hop: second
-- idf: passes
-- reason: target-spn-assumed-unique
-- needs: names forest
-- references: MS-KILE 3.3.5.1.1
-- why: An unread domain, or the trusted forest whose namespace the host lies in, may hold the
--    same SPN a second time.
-- remedy: Scan every domain of the forest.
-- example: One domain of two was scanned.
SELECT id AS subject_id,
       spn AS object,
       CASE WHEN forest_whole = 0 THEN evidence('not read to the end', 'domains', forest_unread)
            ELSE evidence('trusted namespace', 'trustPartner', foreign_suffix) END AS evidence
  FROM names
 WHERE role = 'target'
   AND owners = 1
   AND (forest_whole = 0 OR foreign_suffix IS NOT NULL);
