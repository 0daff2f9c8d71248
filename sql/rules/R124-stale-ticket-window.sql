-- SPDX-License-Identifier: Apache-2.0
-- id: R124
-- title: What stops the client may be younger than its tickets
-- scope: client
-- order: 907
-- blocks: all
-- effect: note
-- hop: unclear
-- reason: stale-ticket-window
-- needs: clients protected_users
-- references: MS-KILE 3.3.1, 3.3.5.7.1; Samba python/samba/tests/krb5/protected_users_tests.py
-- why: Flags of a ticket are as old as its TGT: for ten hours, up to seven days where it is
--    renewed, requests go on with tickets from before the change. The verdict is true of tickets
--    that are issued now.
-- remedy: Sign {client} out and in again, or run klist purge in its session, before a test.
-- example: A user was marked sensitive this morning.
SELECT c.id AS subject_id,
       c.name AS object,
       evidence(c.dn, 'whenChanged', iso_time(c.changed)) AS evidence
  FROM clients c
 WHERE c.changed > (SELECT max(finished) FROM snapshot) - 36000
   AND (c.not_delegated = 1 OR c.disabled = 1)
UNION ALL
SELECT c.id, c.name,
       (SELECT evidence(g.dn, 'whenChanged', iso_time(g.changed))
          FROM protected_group q JOIN account g ON g.id = q.id
         WHERE g.changed > (SELECT max(finished) FROM snapshot) - 36000 LIMIT 1)
  FROM protected_users p
  JOIN clients c ON c.id = p.id
 WHERE EXISTS (SELECT 1 FROM protected_group q JOIN account g ON g.id = q.id
                WHERE g.changed > (SELECT max(finished) FROM snapshot) - 36000);
