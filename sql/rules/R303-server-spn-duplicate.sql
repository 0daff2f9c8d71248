-- SPDX-License-Identifier: Apache-2.0
-- id: R303
-- title: More than one account has the SPN of the server
-- scope: name
-- order: 226
-- blocks: unconstrained constrained rbcd
-- effect: fails
-- hop: first
-- idf: passes
-- reason: server-spn-duplicate
-- needs: names
-- unread: R304
-- references: MS-ADTS 3.1.1.13.6; MS-KILE 3.3.5.1.1; event 11 of the KDC
-- why: The KDC cannot tell which account is meant and finds none (errors 7, 8).
-- remedy: Remove {object} from every account but the one that runs the service.
-- powershell: Set-ADObject -Identity {spn_owner} -Server {spn_owner_domain} -Remove
--    @{servicePrincipalName={registered_spn}}
-- samba: samba-tool spn delete {registered_spn} {spn_owner}
-- example: A service account was replaced and the old one kept its SPN.
SELECT n.id AS subject_id,
       n.spn AS object,
       (SELECT group_concat(evidence(dn, 'servicePrincipalName', spn), ' | ')
          FROM (SELECT a.dn, s.spn FROM spn s JOIN account a ON a.id = s.account_id
                 WHERE s.key = CASE n.matched WHEN 'alias' THEN n.alias_key ELSE n.spn_key END
                 ORDER BY a.dn, s.spn)) AS evidence
  FROM names n
 WHERE n.role = 'server'
   AND n.owners > 1;
