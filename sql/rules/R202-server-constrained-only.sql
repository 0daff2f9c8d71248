-- SPDX-License-Identifier: Apache-2.0
-- id: R202
-- title: The server is trusted for constrained delegation only
-- scope: server
-- order: 500
-- blocks: unconstrained
-- effect: fails
-- hop: first
-- idf: passes
-- reason: server-constrained-only
-- needs: servers
-- unread: R205
-- references: MS-SFU 1.3.2; InitializeSecurityContext (ISC_REQ_DELEGATE); policy "Ignore
--    Delegation Failure"
-- why: Constrained delegation is not reported on the security context: a client at level delegate
--    is refused at the first call (error 1825) although the server could delegate.
-- remedy: Let {application} on {host} ask for impersonate: constrained delegation needs no more
--    where {target} is in the list of {server_account} or its descriptor names that account.
-- cloaked-remedy: Let {application} on {host} call {server} as its own account, without
--    cloaking: an identity that is passed on needs an account trusted for delegation at every step,
--    and here that is {server_account}. Constrained delegation instead needs {server} in the list
--    of the account that runs {application}, and the caller and {application} at impersonate.
-- risk: Trust it for unconstrained delegation only as the last resort: it then receives the TGT
--    of every client that calls it.
-- example: A web service with entries in msDS-AllowedToDelegateTo is called at level delegate.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) ||
       CASE WHEN has_list THEN ' | ' || evidence(dn, 'msDS-AllowedToDelegateTo',
            (SELECT group_concat(l.spn, ', ') FROM delegate_to l WHERE l.account_id = servers.id))
            ELSE ' | ' || (SELECT min(g.evidence) FROM rbcd_grants g
                            WHERE g.server_account = servers.id) END AS evidence
  FROM servers
 WHERE unconstrained = 0
   AND (has_list = 1 OR id IN (SELECT server_account FROM rbcd_grants));
