-- SPDX-License-Identifier: Apache-2.0
-- id: R520
-- title: The server is in another forest than the client and the target
-- scope: trust-path
-- order: 735
-- blocks: constrained rbcd transition-constrained transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: cross-forest-frontend
-- needs: forest_paths
-- unread: R522
-- references: KB4033246
-- why: By design the KDC refuses S4U2Proxy to a server that asks back into the forest that the
--    client came from (KDC_ERR_POLICY, 12).
-- remedy: Run {server} in the forest of its clients and targets, or give it targets of its own
--    forest.
-- example: A portal of a partner's forest in front of the own database.
SELECT id AS subject_id,
       server_domain_name AS object,
       evidence('forests', client_domain_name || ' and ' || target_domain_name,
                'not that of ' || server_domain_name) AS evidence
  FROM forest_paths
 WHERE client_forest = target_forest
   AND server_forest <> client_forest
   AND known = 1
   AND target_kdc_profile NOT IN ('samba', 'samba-4.17');
