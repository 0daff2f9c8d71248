-- SPDX-License-Identifier: Apache-2.0
-- id: R504
-- title: The trusts between the domains of client and server were not all read
-- scope: trust-path
-- order: 522
-- blocks: unconstrained
-- effect: unknown
-- hop: first
-- idf: passes
-- reason: trust-path-unread
-- needs: trust_paths
-- references: MS-KILE 3.3.5.7.5
-- why: Every trust on the way must keep OK-AS-DELEGATE, and one was not read or is not readable.
-- remedy: Scan the domains of client and server and those between them.
-- example: Client and server are in two child domains and only one was scanned.
SELECT p.id AS subject_id,
       p.server_domain_name AS object,
       evidence(p.client_domain_name, 'trust to ' || p.server_domain_name, 'not read') AS evidence
  FROM trust_paths p
 WHERE p.complete = 0;
