-- SPDX-License-Identifier: Apache-2.0
-- id: R846
-- title: Selective authentication lies between the client and the target (Samba)
-- scope: leg
-- order: 824
-- blocks: all
-- effect: assumed
-- hop: second
-- idf: passes
-- reason: selective-auth
-- needs: legs
-- references: MS-KILE 3.3.5.7.5; nothing in Samba source4/kdc asks for the right
-- why: Samba's KDC is taken not to enforce selective authentication: its sources have no such
--    check, and nobody has published a test.
-- remedy: Grant {client} the right Allowed to Authenticate on the account of {target}.
-- risk: Turning selective authentication off lets every user of the other forest reach every
--    server.
-- example: The database's forest trusts the users' with selective authentication.
SELECT id AS subject_id,
       to_name AS object,
       selective AS evidence
  FROM legs
 WHERE kind = 'client-target'
   AND selective IS NOT NULL
   AND kdc_profile IN ('samba', 'samba-4.17');
