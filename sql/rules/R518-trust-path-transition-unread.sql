-- SPDX-License-Identifier: Apache-2.0
-- id: R518
-- title: The trusts from the server's domain to the client's were not all read
-- scope: trust-path
-- order: 607
-- blocks: transition-constrained transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: trust-path-unread
-- needs: trust_ways
-- references: MS-SFU 1.3.3, 4.2
-- why: S4U2Self for a user of another domain goes through that domain, and whether a way leads
--    there was not read.
-- remedy: Scan the domains of client and server and those between them.
-- example: A user of a child domain that was not scanned.
SELECT id AS subject_id,
       to_name AS object,
       evidence(from_name, 'trusts', 'not read to the end') AS evidence
  FROM trust_ways
 WHERE way = 'server-client'
   AND state = 'unread';
