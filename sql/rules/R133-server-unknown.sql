-- SPDX-License-Identifier: Apache-2.0
-- id: R133
-- title: The account that runs the called process is not known
-- scope: request
-- order: 200
-- blocks: all
-- effect: unknown
-- hop: first
-- idf: passes
-- reason: server-unknown
-- needs: requests
-- references: MS-KILE 3.1.5.4
-- why: Which account must be trusted depends on who runs the server, and no such account was
--    given, found, or only one of several.
-- remedy: State server_identity for {server} in the inventory, or server_application and import the
--    exports of its host.
-- example: A server name that no account has registered.
SELECT id AS subject_id,
       server AS object,
       CASE server_evidence WHEN '' THEN evidence(source, 'server', server)
            ELSE server_evidence END AS evidence
  FROM requests
 WHERE server_state = 'unknown';
