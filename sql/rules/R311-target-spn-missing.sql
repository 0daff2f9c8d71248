-- SPDX-License-Identifier: Apache-2.0
-- id: R311
-- title: No account has the SPN of the target
-- scope: name
-- order: 551
-- blocks: all
-- effect: fails
-- hop: second
-- idf: passes
-- reason: target-spn-missing
-- needs: names
-- unread: R312
-- references: MS-KILE 3.3.5.1.1 (KDC_ERR_S_PRINCIPAL_UNKNOWN); MS-DRSR 4.1.4.2.14, 4.1.4.2.19
-- why: The KDC finds no account for the name, by itself or through sPNMappings (error 7): the call
--    falls back to NTLM or fails.
-- remedy: Register {object} on the account that runs the service, or address it by a name that is
--    registered.
-- example: A DNS alias that nobody registered as an SPN.
SELECT id AS subject_id,
       spn AS object,
       evidence('directory', 'servicePrincipalName', NULL) || ' | ' ||
       evidence('asked', 'target', spn) AS evidence
  FROM names
 WHERE role = 'target' AND owners = 0 AND is_address = 0
   AND forest_whole = 1 AND alias_unread = 0 AND label_unread = 0
   AND foreign_suffix IS NULL;
