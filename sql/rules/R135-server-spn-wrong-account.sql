-- SPDX-License-Identifier: Apache-2.0
-- id: R135
-- title: The SPN belongs to another account than the one that runs the server
-- scope: request
-- order: 228
-- blocks: all
-- effect: fails
-- hop: first
-- idf: stands
-- reason: server-spn-wrong-account
-- needs: requests accounts
-- unread: R302
-- references: RFC 4120 3.2.3 (KRB_AP_ERR_MODIFIED); MS-KILE 3.1.5.11
-- why: The ticket is encrypted for the owner of the SPN; the process cannot read it
--    (KRB_AP_ERR_MODIFIED).
-- remedy: Register {server} on {server_account}, taking it from {object} where it is registered
--    there by this very name, or run the server as {object}. Never take HOST/name off the computer
--    of that name: register and ask for a name of the service's own instead.
-- powershell: Set-ADObject -Identity {spn_owner} -Server {spn_owner_domain} -Remove
--    @{servicePrincipalName={registered_spn}}; Set-ADObject -Identity {server_account} -Server
--    {server_account_domain} -Add @{servicePrincipalName={registered_spn}}
-- samba: samba-tool spn delete {registered_spn} {spn_owner} &&
--    samba-tool spn add {registered_spn} {server_account}
-- example: A service was moved to a service account and the SPN stayed with the computer.
SELECT r.id AS subject_id,
       o.name AS object,
       evidence(o.dn, 'servicePrincipalName',
                coalesce((SELECT x.spn FROM spn x
                           WHERE x.account_id = o.id AND x.key = r.server_matched_key),
                         'none, found by account name')) ||
       CASE r.server_matched WHEN 'alias' THEN ', which stands for ' || r.server_spn ||
                                               ' by sPNMappings' ELSE '' END || ' | ' ||
       evidence(r.source, 'server_identity', s.name) AS evidence
  FROM requests r
  JOIN accounts o ON o.id = r.server_owner
  JOIN accounts s ON s.id = r.server_account
 WHERE r.server_role = 'server' AND r.server_owners = 1 AND r.server_owner <> r.server_account;
