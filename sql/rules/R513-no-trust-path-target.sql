-- SPDX-License-Identifier: Apache-2.0
-- id: R513
-- title: No trust leads from the server's domain to the target's
-- scope: trust-path
-- order: 740
-- blocks: constrained rbcd transition-constrained transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: no-trust-path
-- needs: trust_ways
-- unread: R514
-- references: MS-KILE 3.3.5.7.5; MS-ADTS 6.1.6.7.9, 6.1.6.7.12, 6.1.6.7.15; How trust
--    relationships work for forests (product documentation); MS-SFU 3.2.5.2.3
-- why: The server's KDC can refer the request for {target} to nobody (errors 7, 28).
-- remedy: Use a back end in a domain that trusts the server's, or run the server in a domain that
--    the back end's trusts.
-- risk: A new trust opens the target's domain to every user of the server's.
-- example: Web server and database are in two forests and only the web server's forest trusts.
SELECT id AS subject_id,
       to_name AS object,
       evidence(from_name, 'trusts', trusts) AS evidence
  FROM trust_ways
 WHERE way = 'server-target'
   AND state = 'none';
