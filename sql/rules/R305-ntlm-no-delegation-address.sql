-- SPDX-License-Identifier: Apache-2.0
-- id: R305
-- title: The server is addressed by an IP address that is no registered SPN
-- scope: name
-- order: 109
-- blocks: unconstrained constrained rbcd
-- effect: fails
-- hop: unclear
-- idf: passes
-- reason: ntlm-no-delegation
-- needs: names
-- references: MS-KILE 3.1.5.11; NTLMSSP (COM documentation)
-- why: Without an SPN for the address there is no Kerberos ticket; NTLM takes its place and cannot
--    be delegated.
-- remedy: Address the server by its DNS name.
-- example: A client configured with 10.1.2.3 instead of a host name.
SELECT id AS subject_id,
       text AS object,
       evidence('asked', 'server', text) AS evidence
  FROM names
 WHERE is_address = 1
   AND owners = 0
   AND role IN ('server', 'address');
