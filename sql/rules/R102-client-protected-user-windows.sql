-- SPDX-License-Identifier: Apache-2.0
-- id: R102
-- title: The client is in Protected Users (Windows, functional level 2012 R2 or later)
-- scope: client
-- order: 320
-- blocks: all
-- effect: fails
-- hop: first
-- idf: passes
-- reason: client-protected-user
-- needs: clients protected_users
-- unread: R106 R107
-- references: MS-KILE 3.3.5.1, 3.3.5.6; MS-DTYP 2.4.2.4
-- why: From domain functional level 2012 R2 on the KDC gives members of Protected Users, of every
--    depth and by primary group, no forwardable ticket, in S4U2Self neither.
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
 WHERE c.kdc_profile = 'windows' AND c.domain_level >= 6 AND sid_rid(c.sid) <> 500;
