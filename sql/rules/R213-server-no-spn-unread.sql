-- SPDX-License-Identifier: Apache-2.0
-- id: R213
-- title: No SPN of the server's account came, and the account, its domain or its KDC was not read
-- scope: server
-- order: 231
-- blocks: all
-- effect: unknown
-- hop: first
-- idf: passes
-- reason: server-no-spn
-- needs: servers
-- references: MS-KILE 3.3.5.7; MS-SFU 3.2.5.1.1; Samba source4/dsdb/samdb/cracknames.c
-- why: Without an SPN no client gets a ticket; whether the account has none, or its values did not
--    come, is not known. Or the KDC was not read: Samba finds a computer without one.
-- remedy: Scan the domain of {server_account} again with its rootDSE, and see "delegaudit report
--    coverage".
-- example: The scan ended at a size limit.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'servicePrincipalName', CASE domain_whole WHEN 0 THEN 'not read' END) ||
       CASE WHEN kdc_profile = 'unknown' THEN ' | ' || evidence('rootDSE', 'vendorName', 'not read')
            ELSE '' END AS evidence
  FROM servers
 WHERE has_spn = 0
   AND (domain_whole = 0 OR uac IS NULL
        OR (kind IN ('computer', 'gmsa', 'smsa', 'dmsa') AND kdc_profile = 'unknown'))
   AND NOT (kind IN ('computer', 'gmsa', 'smsa', 'dmsa')
            AND kdc_profile IN ('samba', 'samba-4.17'));
