-- SPDX-License-Identifier: Apache-2.0
-- id: R111
-- title: The client has expired
-- scope: client
-- order: 112
-- blocks: all
-- effect: fails
-- hop: first
-- idf: stands
-- reason: client-expired
-- needs: clients
-- unread: R119
-- references: MS-ADA1 accountExpires; MS-KILE 3.3.5.6.3
-- why: The KDC gives an expired account no ticket (error 18).
-- remedy: Have the call made by another account, or set a later end for {client}.
-- example: The account of a contractor whose contract ended.
SELECT c.id AS subject_id,
       c.name AS object,
       evidence(c.dn, 'accountExpires', iso_time(c.expires)) AS evidence
  FROM clients c
 WHERE c.expires <= (SELECT max(finished) FROM snapshot);
