-- SPDX-License-Identifier: Apache-2.0
-- id: R842
-- title: Selective authentication lies between the client and the server (Samba)
-- scope: leg
-- order: 820
-- blocks: all
-- effect: assumed
-- hop: first
-- idf: stands
-- reason: selective-auth
-- needs: legs
-- references: MS-KILE 3.3.5.7.5; nothing in Samba source4/kdc asks for the right
-- why: Samba's KDC is taken not to enforce selective authentication: its sources have no such
--    check, and nobody has published a test.
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
   AND kdc_profile IN ('samba', 'samba-4.17');
