-- SPDX-License-Identifier: Apache-2.0
-- id: R315
-- title: The target is addressed by an IP address that is no registered SPN
-- scope: name
-- order: 550
-- blocks: all
-- effect: fails
-- hop: second
-- idf: passes
-- reason: target-spn-missing
-- needs: names
-- references: MS-KILE 3.1.5.11
-- why: Without an SPN for the address there is no Kerberos ticket.
-- remedy: Address the target by its DNS name.
-- example: A connection string with an IP address.
SELECT id AS subject_id,
       text AS object,
       evidence('asked', 'target', text) AS evidence
  FROM names
 WHERE is_address = 1
   AND owners = 0
   AND role = 'target';
