-- SPDX-License-Identifier: Apache-2.0
-- id: R404
-- title: Server and target are in different domains: the list is not consulted
-- scope: pair
-- order: 699
-- blocks: constrained transition-constrained
-- effect: fails
-- hop: second
-- idf: passes
-- reason: server-list-cross-domain
-- needs: pairs
-- unread: R312
-- references: MS-SFU 3.2.5.2.1, 3.2.5.2.3 product note 27
-- why: msDS-AllowedToDelegateTo counts only inside one domain (error 13).
-- remedy: Grant {server_account} in msDS-AllowedToActOnBehalfOfOtherIdentity of the target
--    instead.
-- example: An entry for a database server of another domain of the forest.
SELECT id AS subject_id,
       target AS object,
       evidence(server_dn, 'domain', (SELECT dns_name FROM domain d WHERE d.id = server_domain))
       || ' | ' ||
       evidence(target_dn, 'domain', (SELECT dns_name FROM domain d WHERE d.id = target_domain))
         AS evidence
  FROM pairs
 WHERE cross_domain = 1;
