-- SPDX-License-Identifier: Apache-2.0
-- id: R511
-- title: No trust leads from the client's domain to the server's
-- scope: trust-path
-- order: 221
-- blocks: all
-- effect: fails
-- hop: first
-- idf: stands
-- reason: no-trust-path
-- needs: trust_ways
-- unread: R512
-- references: MS-KILE 3.3.5.7.5; MS-ADTS 6.1.6.7.9, 6.1.6.7.12, 6.1.6.7.15; How trust
--    relationships work for forests (product documentation)
-- why: The client gets no ticket for the server (errors 7, 28). A trust counts where users may go
--    that way, where it leads to an AD domain, and as far as it reaches: any way inside a forest,
--    one forest trust, and otherwise one hop.
-- remedy: Have the call made by an account of the server's forest, or run the server in a domain
--    that trusts the client's.
-- risk: A new trust opens the server's domain to every user of the client's.
-- example: An external trust serves its two domains and not their children.
SELECT id AS subject_id,
       to_name AS object,
       evidence(from_name, 'trusts', trusts) AS evidence
  FROM trust_ways
 WHERE way = 'client-server'
   AND state = 'none';
