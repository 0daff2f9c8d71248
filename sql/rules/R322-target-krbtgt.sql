-- SPDX-License-Identifier: Apache-2.0
-- id: R322
-- title: The target is krbtgt
-- scope: target
-- order: 562
-- blocks: constrained rbcd transition-constrained transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: target-krbtgt
-- needs: targets
-- references: MIT krb5 src/kdc/do_tgs_req.c (refuses); observed with Samba 4.17 (allows)
-- why: Whether a Windows KDC makes S4U2Proxy tickets to krbtgt is not documented; one would stand
--    for a forwarded TGT.
-- remedy: Take krbtgt out of the list or the configuration: no service runs as it.
-- risk: A server with krbtgt in its list may act everywhere as every client that it gets a ticket
--    of.
-- example: Somebody listed krbtgt/CORP.EXAMPLE.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'sAMAccountName', sam) AS evidence
  FROM targets
 WHERE is_krbtgt = 1
   AND kdc_profile NOT IN ('samba', 'samba-4.17');
