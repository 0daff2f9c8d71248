-- SPDX-License-Identifier: Apache-2.0
-- id: R522
-- title: Whether the server is in the client's forest was not read
-- scope: trust-path
-- order: 735
-- blocks: constrained rbcd transition-constrained transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: cross-forest-frontend
-- needs: forest_paths
-- references: KB4033246
-- why: The KDC refuses S4U2Proxy back into the client's forest, and neither a crossRef nor the
--    rootDSE told the forest of one of the domains.
-- remedy: Scan the configuration naming context as well.
-- example: LDIF files of two domains without their crossRef objects.
SELECT id AS subject_id,
       server_domain_name AS object,
       evidence(server_domain_name, 'forest', 'not read') AS evidence
  FROM forest_paths
 WHERE client_forest = target_forest
   AND server_forest <> client_forest
   AND known = 0;
