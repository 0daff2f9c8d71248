-- SPDX-License-Identifier: Apache-2.0
-- id: R323
-- title: The target is krbtgt (Samba allows it)
-- scope: target
-- order: 908
-- blocks: constrained rbcd transition-constrained transition-rbcd
-- effect: note
-- hop: second
-- idf: passes
-- reason: target-krbtgt
-- needs: targets
-- references: Observed with Samba 4.17
-- why: Samba makes the ticket where the list has the name: the server then holds what is as good
--    as the client's TGT.
-- remedy: Take krbtgt out of the list or the configuration: no service runs as it.
-- risk: A server with krbtgt in its list may act everywhere as every client that it gets a ticket
--    of.
-- example: Somebody listed krbtgt/CORP.EXAMPLE.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'sAMAccountName', sam) AS evidence
  FROM targets
 WHERE is_krbtgt = 1
   AND kdc_profile IN ('samba', 'samba-4.17');
