-- SPDX-License-Identifier: Apache-2.0
-- id: R101
-- title: The client is marked "Account is sensitive and cannot be delegated"
-- scope: client
-- order: 310
-- blocks: all
-- effect: fails
-- hop: first
-- idf: passes
-- reason: client-not-delegated
-- needs: clients
-- unread: R119
-- references: MS-ADTS 2.2.16 (NOT_DELEGATED); MS-KILE 3.3.1.1, 3.3.5.1; MS-SFU 3.2.5.1.2
-- why: The KDC leaves FORWARDABLE off every ticket of this account: nothing can be forwarded, and
--    no S4U2Proxy accepts its tickets as evidence.
-- remedy: Let {application} on {host} ask for impersonate if {server} needs the client on its own
--    machine only, or have the call made by another account than {client}.
-- cloaked-remedy: Let {application} on {host} call {server} as its own account, without
--    cloaking; at a lower level it would carry no identity at all beyond {host}.
-- risk: Never remove the flag from a privileged account to make an application work: Removing the
--    flag lets every server that is trusted for delegation act as this account.
-- example: An administrator with the flag runs a DCOM client at level delegate.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM clients
 WHERE not_delegated = 1;
