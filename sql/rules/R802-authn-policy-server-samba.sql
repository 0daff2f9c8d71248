-- SPDX-License-Identifier: Apache-2.0
-- id: R802
-- title: The authentication policy of the server's account does not let the client in (Samba)
-- scope: leg
-- order: 229
-- blocks: unconstrained constrained rbcd
-- effect: likely
-- hop: first
-- idf: stands
-- reason: authn-policy
-- needs: legs
-- unread: R803
-- references: Samba release notes 4.19, 4.20; source4/kdc/authn_policy_util.c
-- why: Samba enforces policies since 4.20, 4.19 does in part, and builds with MIT Kerberos do not:
--    the version alone does not tell (KDC_ERR_POLICY, 12).
-- remedy: Allow {client} to authenticate to {server_account} in its authentication policy, or have
--    the call made by an account that is allowed.
-- risk: A policy that lets more accounts in protects the account less: allow this one alone.
-- example: A policy lets only administrators authenticate to a management server.
SELECT id AS subject_id,
       to_name AS object,
       evidence(to_dn, 'authentication policy', policy || ' refuses ' || from_name) AS evidence
  FROM legs
 WHERE kind = 'client-server'
   AND policy_state = 'on'
   AND enforced = 1
   AND answer = 'denied'
   AND kdc_profile = 'samba';
