-- SPDX-License-Identifier: Apache-2.0
-- id: R201
-- title: The server's account is not trusted for delegation
-- scope: server
-- order: 500
-- blocks: unconstrained
-- effect: fails
-- hop: first
-- idf: passes
-- reason: server-not-trusted
-- needs: servers
-- unread: R205
-- references: MS-ADTS 2.2.16 (TRUSTED_FOR_DELEGATION); MS-KILE 3.1.5.4, 3.2.5.1, 3.3.5.1;
--    RPC_SECURITY_QOS (RPC_S_SEC_PKG_ERROR)
-- why: Without OK-AS-DELEGATE in the ticket the client forwards no TGT, and the RPC runtime
--    refuses a call at level delegate whose context cannot delegate (error 1825).
-- remedy: Let {application} on {host} ask for impersonate if {server} needs the client on its own
--    machine only; if it must go on to a back end, let it ask for impersonate too and put {target}
--    into the list of {server_account} (constrained delegation), or that account into the
--    descriptor of the target where the KDC knows resource-based delegation.
-- cloaked-remedy: Let {application} on {host} call {server} as its own account, without
--    cloaking: an identity that is passed on needs an account trusted for delegation at every step,
--    and here that is {server_account}. Constrained delegation instead needs {server} in the list
--    of the account that runs {application}, and the caller and {application} at impersonate.
-- powershell: Set-ADObject -Identity {server_account} -Server {server_account_domain} -Add
--    @{'msDS-AllowedToDelegateTo'={target_spn}}
-- samba: samba-tool delegation add-service {server_account} {target_spn}
-- risk: Trust it for unconstrained delegation only as the last resort: it then receives the TGT
--    of every client that calls it.
-- example: A client at level delegate calls a member server that nobody configured.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) AS evidence
  FROM servers
 WHERE unconstrained = 0
   AND has_list = 0
   AND id NOT IN (SELECT server_account FROM rbcd_grants);
