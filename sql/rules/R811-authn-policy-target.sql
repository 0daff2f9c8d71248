-- SPDX-License-Identifier: Apache-2.0
-- id: R811
-- title: The authentication policy of the target's account does not let the server in
-- scope: leg
-- order: 750
-- blocks: constrained rbcd transition-constrained transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: authn-policy
-- needs: legs
-- unread: R813
-- references: MS-KILE 3.3.5.7; MS-ADA2 (msDS-AuthNPolicy attributes); Samba
--    python/samba/tests/krb5/authn_policy_tests.py
-- why: In S4U2Proxy the KDC asks the target's policy about the server's account, not about the
--    client (KDC_ERR_POLICY, 12).
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
   AND kdc_profile = 'windows';
