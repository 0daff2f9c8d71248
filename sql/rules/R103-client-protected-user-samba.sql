-- SPDX-License-Identifier: Apache-2.0
-- id: R103
-- title: The client is in Protected Users (Samba)
-- scope: client
-- order: 320
-- blocks: unconstrained constrained rbcd
-- effect: fails
-- hop: first
-- idf: passes
-- reason: client-protected-user
-- needs: clients protected_users
-- unread: R106 R109
-- references: Samba source4/kdc/db-glue.c; MS-KILE 3.3.5.1
-- why: Samba withholds the forwardable flag from TGTs of members at every functional level; it
--    does not look at the group in S4U2Self, so protocol transition is left open.
-- remedy: Let {application} on {host} ask for impersonate if {server} needs the client on its own
--    machine only, or have the call made by an account outside Protected Users.
-- cloaked-remedy: Let {application} on {host} call {server} as its own account, without
--    cloaking; at a lower level it would carry no identity at all beyond {host}.
-- risk: Taking an account out of Protected Users lifts every other protection of the group as
--    well; never do it for a privileged account.
-- example: A user is a member of a group that is a member of Protected Users.
SELECT c.id AS subject_id,
       c.name AS object,
       p.evidence AS evidence
  FROM protected_users p
  JOIN clients c ON c.id = p.id
 WHERE c.kdc_profile IN ('samba', 'samba-4.17');
