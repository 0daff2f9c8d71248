-- SPDX-License-Identifier: Apache-2.0
-- id: R521
-- title: The server is in another forest than the client and the target (Samba)
-- scope: trust-path
-- order: 735
-- blocks: constrained rbcd transition-constrained transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: cross-forest-frontend
-- needs: forest_paths
-- references: KB4033246 (Windows); nothing is published on Samba
-- why: Windows refuses S4U2Proxy back into the client's forest; whether Samba does is not
--    documented.
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
   AND target_kdc_profile IN ('samba', 'samba-4.17');
