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
-- references: RFC 4120 3.2.3 (KRB_AP_ERR_MODIFIED); MS-KILE 3.1.5.11
-- why: The ticket is encrypted for the owner of the SPN; the process cannot read it
--    (KRB_AP_ERR_MODIFIED).
-- remedy: Move the SPN {server} to the account that runs the server, or run the server as the
--    owner.
-- example: A service was moved to a service account and the SPN stayed with the computer.
SELECT r.id AS subject_id,
       r.server AS object,
       evidence(o.dn, 'servicePrincipalName', r.server_spn) || ' | ' ||
       evidence(r.source, 'server_identity', s.name) AS evidence
  FROM requests r
  JOIN accounts o ON o.id = r.server_owner
  JOIN accounts s ON s.id = r.server_account
 WHERE r.server_role = 'server' AND r.server_owners = 1 AND r.server_owner <> r.server_account;
