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
-- why: The SPN may be registered in a domain or forest that was not read, or the HOST name of the
--    machine may stand for it: sPNMappings, which says so, was not read. Or a KDC was
--    not read: Samba finds a computer by the first label of its HOST name.
-- remedy: Scan every domain of the forest with its configuration, or the trusted forest that holds
--    {object}.
-- example: A server of a child domain that was not scanned.
SELECT id AS subject_id,
       spn AS object,
       evidence(CASE WHEN foreign_suffix IS NOT NULL THEN 'trusted namespace ' || foreign_suffix
                     WHEN forest_whole = 0 THEN 'not read to the end: ' || forest_unread
                     WHEN alias_unread = 1 THEN 'sPNMappings not read'
                     ELSE 'rootDSE not read' END, 'servicePrincipalName', 'not found') AS evidence
  FROM names
 WHERE role = 'target' AND owners = 0 AND is_address = 0
   AND (forest_whole = 0 OR foreign_suffix IS NOT NULL OR alias_unread = 1
        OR label_unread = 1);
