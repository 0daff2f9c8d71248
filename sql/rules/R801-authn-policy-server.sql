-- SPDX-License-Identifier: Apache-2.0
-- id: R801
-- title: The authentication policy of the server's account does not let the client in
-- scope: leg
-- order: 229
-- blocks: unconstrained constrained rbcd
-- effect: fails
-- hop: first
-- idf: stands
-- reason: authn-policy
-- needs: legs
-- unread: R803
-- references: MS-KILE 3.3.5.7; MS-ADA2 (msDS-AuthNPolicy attributes); Samba
--    python/samba/tests/krb5/authn_policy_tests.py
-- why: The KDC gives the client no ticket for the server (KDC_ERR_POLICY, 12), and NTLM is refused
--    as well.
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
   AND kdc_profile = 'windows';
