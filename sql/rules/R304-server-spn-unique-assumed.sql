-- SPDX-License-Identifier: Apache-2.0
-- id: R304
-- title: The SPN of the server was found once, and not everything was read
-- scope: name
-- order: 227
-- blocks: unconstrained constrained rbcd
-- effect: assumed
-- hop: first
-- idf: passes
-- reason: server-spn-assumed-unique
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
 WHERE role = 'server'
   AND owners = 1
   AND (forest_whole = 0 OR foreign_suffix IS NOT NULL);
