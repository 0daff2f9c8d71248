-- SPDX-License-Identifier: Apache-2.0
-- id: R312
-- title: The SPN of the target was not found where we looked, and not everything was read
-- scope: name
-- order: 552
-- blocks: all
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: target-spn-missing
-- needs: names forest
-- references: MS-KILE 3.3.5.1.1
-- why: The SPN may be registered in a domain or forest that was not read.
-- remedy: Scan every domain of the forest, or the trusted forest that holds {object}.
-- example: A server of a child domain that was not scanned.
SELECT id AS subject_id,
       spn AS object,
       evidence(coalesce('trusted namespace ' || foreign_suffix, 'not read to the end: ' ||
                         forest_unread), 'servicePrincipalName', NULL) AS evidence
  FROM names
 WHERE role = 'target' AND owners = 0 AND is_address = 0
   AND (forest_whole = 0 OR foreign_suffix IS NOT NULL);
