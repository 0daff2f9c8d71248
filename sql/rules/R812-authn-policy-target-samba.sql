-- SPDX-License-Identifier: Apache-2.0
-- id: R812
-- title: The authentication policy of the target's account does not let the server in (Samba)
-- scope: leg
-- order: 750
-- blocks: constrained rbcd transition-constrained transition-rbcd
-- effect: likely
-- hop: second
-- idf: passes
-- reason: authn-policy
-- needs: legs
-- unread: R813
-- references: Samba release notes 4.19, 4.20; source4/kdc/authn_policy_util.c
-- why: Samba enforces policies since 4.20, 4.19 does in part, and builds with MIT Kerberos do not:
--    the version alone does not tell (KDC_ERR_POLICY, 12).
-- remedy: Allow {server_account} to authenticate to the account of {target} in its authentication
--    policy.
-- risk: A policy that lets more accounts in protects the account less: allow this one alone.
-- example: A database server is in a silo and the web server in front of it is not.
SELECT id AS subject_id,
       to_name AS object,
       evidence(to_dn, 'authentication policy', policy || ' refuses ' || from_name) AS evidence
  FROM legs
 WHERE kind = 'server-target'
   AND policy_state = 'on'
   AND enforced = 1
   AND answer = 'denied'
   AND kdc_profile = 'samba';
