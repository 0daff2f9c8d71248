-- SPDX-License-Identifier: Apache-2.0
-- id: R123
-- title: The client is in Protected Users, and Samba's S4U2Self does not look at the group
-- scope: client
-- order: 906
-- blocks: transition-constrained transition-rbcd
-- effect: note
-- hop: second
-- reason: samba-pu-s4u2self-hole
-- needs: clients protected_users
-- unread: R106 R109
-- references: Samba source4/kdc/db-glue.c; observed with 4.17; MS-KILE 3.3.5.1
-- why: By the specification a member gets no forwardable ticket in S4U2Self either; Samba asks for
--    membership in its AS path alone, so a server with protocol transition may act as {object}.
-- remedy: Mark the account sensitive as well: Samba heeds NOT_DELEGATED in S4U2Self.
-- example: An administrator in Protected Users and a web server with protocol transition.
SELECT c.id AS subject_id,
       c.name AS object,
       p.evidence AS evidence
  FROM protected_users p
  JOIN clients c ON c.id = p.id
 WHERE c.kdc_profile IN ('samba', 'samba-4.17');
