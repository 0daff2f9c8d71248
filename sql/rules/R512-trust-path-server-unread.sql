-- SPDX-License-Identifier: Apache-2.0
-- id: R512
-- title: The trusts between the domains of client and server were not all read
-- scope: trust-path
-- order: 223
-- blocks: all
-- effect: unknown
-- hop: first
-- idf: stands
-- reason: trust-path-unread
-- needs: trust_ways
-- references: MS-KILE 3.3.5.7.5; MS-ADTS 6.1.6.7.9, 6.1.6.7.12, 6.1.6.7.15; How trust
--    relationships work for forests (product documentation)
-- why: A way may lead over a domain or a trust that was not read.
-- remedy: Scan the domains of client and server and those between them.
-- example: Client and server are in two child domains and only these were scanned.
SELECT id AS subject_id,
       to_name AS object,
       evidence(from_name, 'trusts', 'not read to the end') AS evidence
  FROM trust_ways
 WHERE way = 'client-server'
   AND state = 'unread';
