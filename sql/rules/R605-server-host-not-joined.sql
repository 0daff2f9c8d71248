-- SPDX-License-Identifier: Apache-2.0
-- id: R605
-- title: The server's machine is in no domain
-- scope: server-host
-- order: 107
-- blocks: all
-- effect: fails
-- hop: unclear
-- idf: passes
-- reason: host-not-joined
-- needs: client_hosts
-- references: Impersonation Levels (COM documentation): all machines in domains
-- why: A machine outside the domain has no account that could be trusted.
-- remedy: Join the machine of {server} to the domain, or let {application} ask for impersonate.
-- example: A domain client calls a workgroup server.
SELECT h.id AS subject_id,
       h.name AS object,
       evidence(h.source, 'domain_joined', h.domain_joined) AS evidence
  FROM client_hosts h
 WHERE h.domain_joined = 'no';
