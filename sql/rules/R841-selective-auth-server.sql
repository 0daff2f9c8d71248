-- SPDX-License-Identifier: Apache-2.0
-- id: R841
-- title: Selective authentication lies between the client and the server
-- scope: leg
-- order: 230
-- blocks: all
-- effect: unknown
-- hop: first
-- idf: stands
-- reason: selective-auth
-- needs: legs
-- references: MS-KILE 3.3.5.7.5; MS-ADTS 6.1.6.7.9 (CROSS_ORGANIZATION)
-- why: The KDC asks for the right Allowed to Authenticate of the client on the server's account
--    (KDC_ERR_POLICY, 12). The descriptors of accounts are not read.
-- remedy: Grant {client} the right Allowed to Authenticate on {server_account}.
-- risk: Turning selective authentication off lets every user of the other forest reach every
--    server.
-- example: The partner's forest trusts with selective authentication.
SELECT id AS subject_id,
       to_name AS object,
       selective AS evidence
  FROM legs
 WHERE kind = 'client-server'
   AND selective IS NOT NULL
   AND kdc_profile NOT IN ('samba', 'samba-4.17');
