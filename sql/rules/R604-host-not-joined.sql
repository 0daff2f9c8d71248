-- SPDX-License-Identifier: Apache-2.0
-- id: R604
-- title: The client machine is in no domain
-- scope: client-host
-- order: 106
-- blocks: unconstrained constrained rbcd
-- effect: fails
-- hop: unclear
-- idf: passes
-- reason: host-not-joined
-- needs: client_hosts
-- references: Impersonation Levels (COM documentation): all machines in domains
-- why: A machine outside the domain has no Kerberos session with it; NTLM takes its place.
-- remedy: Join {host} to the domain, or let {application} ask for impersonate.
-- example: A workgroup machine calls a domain server.
SELECT id AS subject_id,
       name AS object,
       evidence(source, 'domain_joined', domain_joined) AS evidence
  FROM client_hosts
 WHERE domain_joined = 'no';
