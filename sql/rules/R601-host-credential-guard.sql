-- SPDX-License-Identifier: Apache-2.0
-- id: R601
-- title: Credential Guard is on at the client machine
-- scope: client-host
-- order: 340
-- blocks: unconstrained
-- effect: fails
-- hop: first
-- idf: passes
-- reason: host-credential-guard
-- needs: client_hosts
-- unread: R602 R603
-- references: Credential Guard: considerations and known issues (product documentation)
-- why: Credential Guard does not let a TGT be forwarded.
-- remedy: Let {application} on {host} ask for impersonate and use constrained delegation.
-- cloaked-remedy: Let {application} on {host} call {server} as its own account, without cloaking.
-- risk: Do not switch Credential Guard off for one application.
-- example: A client on Windows 11 Enterprise.
SELECT id AS subject_id,
       name AS object,
       evidence(source, 'credential_guard', credential_guard) AS evidence
  FROM client_hosts
 WHERE credential_guard = 'yes';
