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
-- references: MS-ADTS 2.2.16 (TRUSTED_FOR_DELEGATION); MS-KILE 3.1.5.4, 3.2.5.1, 3.3.5.1;
--    RPC_SECURITY_QOS (RPC_S_SEC_PKG_ERROR)
-- why: Without OK-AS-DELEGATE in the ticket the client forwards no TGT, and the RPC runtime
--    refuses a call at level delegate whose context cannot delegate (error 1825).
-- remedy: Let {application} on {host} ask for impersonate if {server} needs the client on its own
--    machine only; if it must go on to a back end, let the client ask for impersonate and put the
--    back end into the list of {server_account} (constrained delegation) or the server into the
--    descriptor of the back end.
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
