-- SPDX-License-Identifier: Apache-2.0
-- id: R406
-- title: The server's list was not read to its end
-- scope: pair
-- order: 703
-- blocks: constrained transition-constrained
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: server-list-no-entry
-- needs: pairs
-- references: MS-ADTS 3.1.1.3.1.3.3 (ranged values)
-- why: The target is not among the entries that were read, and there are more.
-- remedy: Scan again with an account and a server that give the whole of msDS-AllowedToDelegateTo,
--    and see "delegaudit report coverage".
-- example: An LDIF file with a range of the values.
SELECT id AS subject_id,
       target AS object,
       evidence(server_dn, 'msDS-AllowedToDelegateTo', 'not read to its end') AS evidence
  FROM pairs
 WHERE list_cut = 1
   AND listed = 0
   AND coalesce(cross_domain, 0) = 0;
