-- SPDX-License-Identifier: Apache-2.0
-- id: R405
-- title: The server's list opens every service of the target's account
-- scope: pair
-- order: 909
-- blocks: constrained transition-constrained
-- effect: note
-- hop: second
-- reason: altservice-possible
-- needs: pairs
-- unread: R205
-- references: RFC 4120 5.3 (sname is not encrypted); published work on AnySPN
-- why: The service name of a ticket is outside its encrypted part: whoever holds a ticket to one
--    SPN of an account can relabel it for another. Windows components do not, attackers do.
-- remedy: Count the entry as access to every service of that account.
-- example: The list has time/DB01, and whoever owns the server reads the files of DB01.
SELECT id AS subject_id,
       target AS object,
       evidence(server_dn, 'msDS-AllowedToDelegateTo',
                (SELECT group_concat(l.spn, ', ') FROM delegate_to l
                  WHERE l.account_id = pairs.server_account)) AS evidence
  FROM pairs
 WHERE listed = 0
   AND listed_otherwise = 1
   AND coalesce(cross_domain, 0) = 0;
