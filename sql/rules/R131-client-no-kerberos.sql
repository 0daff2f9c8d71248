-- SPDX-License-Identifier: Apache-2.0
-- id: R131
-- title: The client has no identity on the network
-- scope: request
-- order: 105
-- blocks: all
-- effect: fails
-- hop: unclear
-- idf: passes
-- reason: client-no-kerberos
-- needs: requests
-- references: LocalService Account (Win32 documentation); MS-KILE 1.3
-- why: LocalService is anonymous on the network and a local account gets no Kerberos ticket.
-- remedy: Run {application} as NetworkService, a managed service account or a domain account.
-- example: A service that runs as LocalService calls another machine.
SELECT id AS subject_id,
       client_name AS object,
       CASE WHEN cloaked OR client_evidence = '' THEN evidence(source, 'identity', client_name)
            ELSE client_evidence END AS evidence
  FROM requests
 WHERE client_state = 'none';
