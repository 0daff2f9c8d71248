-- SPDX-License-Identifier: Apache-2.0
-- id: R134
-- title: The server runs as LocalService or a local account
-- scope: request
-- order: 205
-- blocks: all
-- effect: fails
-- hop: first
-- idf: passes
-- reason: server-local-identity
-- needs: requests
-- references: LocalService Account (Win32 documentation); MS-KILE 3.1.5.4
-- why: Such an account is anonymous beyond its machine and cannot be trusted for delegation.
-- remedy: Run the server on {server} as NetworkService, a managed service account or a domain
--    account.
-- example: A DCOM server configured to run as LocalService.
SELECT id AS subject_id,
       server AS object,
       CASE server_evidence WHEN '' THEN evidence(source, 'server_identity', 'no network identity')
            ELSE server_evidence END AS evidence
  FROM requests
 WHERE server_state = 'none';
