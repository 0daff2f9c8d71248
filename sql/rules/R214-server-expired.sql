-- SPDX-License-Identifier: Apache-2.0
-- id: R214
-- title: The server's account has expired
-- scope: server
-- order: 212
-- blocks: all
-- effect: fails
-- hop: first
-- idf: stands
-- reason: server-expired
-- needs: servers
-- unread: R205
-- references: MS-ADA1 accountExpires; MS-KILE 3.3.5.6.3
-- why: An expired account gets no ticket (error 18): it can neither start the service nor act for
--    anybody.
-- remedy: Set a later end for {server_account}, or run the server as another account.
-- example: A service account was made for the time of a project.
SELECT s.id AS subject_id,
       s.name AS object,
       evidence(s.dn, 'accountExpires', iso_time(s.expires)) AS evidence
  FROM servers s
 WHERE s.expires <= (SELECT max(finished) FROM snapshot);
