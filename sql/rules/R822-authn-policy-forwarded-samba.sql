-- SPDX-License-Identifier: Apache-2.0
-- id: R822
-- title: The authentication policy of the target's account does not let the client in (Samba)
-- scope: leg
-- order: 751
-- blocks: unconstrained
-- effect: likely
-- hop: second
-- idf: passes
-- reason: authn-policy
-- needs: legs
-- unread: R823
-- references: Samba release notes 4.19, 4.20; source4/kdc/authn_policy_util.c
-- why: Samba enforces policies since 4.20, 4.19 does in part, and builds with MIT Kerberos do not:
--    the version alone does not tell (KDC_ERR_POLICY, 12).
-- remedy: Allow {client} to authenticate to the account of {target} in its authentication policy.
-- risk: A policy that lets more accounts in protects the account less: allow this one alone.
-- example: A policy lets only service accounts authenticate to the database server.
SELECT id AS subject_id,
       to_name AS object,
       evidence(to_dn, 'authentication policy', policy || ' refuses ' || from_name) AS evidence
  FROM legs
 WHERE kind = 'client-target'
   AND policy_state = 'on'
   AND enforced = 1
   AND answer = 'denied'
   AND kdc_profile = 'samba';
