-- SPDX-License-Identifier: Apache-2.0
-- id: R515
-- title: No trust leads from the client's domain to the target's
-- scope: trust-path
-- order: 742
-- blocks: unconstrained
-- effect: fails
-- hop: second
-- idf: passes
-- reason: no-trust-path
-- needs: trust_ways
-- unread: R516
-- references: MS-KILE 3.3.5.7.5; MS-ADTS 6.1.6.7.9, 6.1.6.7.12, 6.1.6.7.15; How trust
--    relationships work for forests (product documentation)
-- why: With the forwarded TGT the server asks as the client, whose domain the target's must trust
--    (errors 7, 28).
-- remedy: Have the call made by an account of a domain that the target's trusts.
-- risk: A new trust opens the target's domain to every user of the client's.
-- example: A partner's user calls a trusted server in front of a database of a third forest.
SELECT id AS subject_id,
       to_name AS object,
       evidence(from_name, 'trusts', trusts) AS evidence
  FROM trust_ways
 WHERE way = 'client-target'
   AND state = 'none';
