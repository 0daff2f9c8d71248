-- SPDX-License-Identifier: Apache-2.0
-- id: R843
-- title: Selective authentication lies between the server and the target
-- scope: leg
-- order: 745
-- blocks: constrained rbcd transition-constrained transition-rbcd
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: selective-auth
-- needs: legs
-- references: MS-KILE 3.3.5.7.5; MS-ADTS 6.1.6.7.9 (CROSS_ORGANIZATION)
-- why: The KDC asks for the right Allowed to Authenticate of the server on the target's account
--    (KDC_ERR_POLICY, 12). The descriptors of accounts are not read. Whether the delegated step
--    asks about the client, the server or both, sources do not say.
-- remedy: Grant {server_account} the right Allowed to Authenticate on the account of {target}.
-- risk: Turning selective authentication off lets every user of the other forest reach every
--    server.
-- example: The database's forest trusts with selective authentication.
SELECT id AS subject_id,
       to_name AS object,
       selective AS evidence
  FROM legs
 WHERE kind = 'server-target'
   AND selective IS NOT NULL
   AND kdc_profile NOT IN ('samba', 'samba-4.17');
