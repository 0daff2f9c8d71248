-- SPDX-License-Identifier: Apache-2.0
-- id: R120
-- title: The client belongs to a domain that was not scanned
-- scope: client
-- order: 118
-- blocks: all
-- effect: unknown
-- hop: first
-- idf: passes
-- reason: client-unknown
-- needs: clients
-- references: MS-ADTS 6.1.6.7
-- why: Flags and groups of an account of another forest are read there.
-- remedy: Scan {client}'s domain as well.
-- example: A user of a trusted forest is a caller.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'objectClass', 'foreignSecurityPrincipal') AS evidence
  FROM clients
 WHERE kind = 'foreign';
