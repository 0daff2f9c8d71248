-- SPDX-License-Identifier: Apache-2.0
-- id: R821
-- title: The authentication policy of the target's account does not let the client in
-- scope: leg
-- order: 751
-- blocks: unconstrained
-- effect: fails
-- hop: second
-- idf: passes
-- reason: authn-policy
-- needs: legs
-- unread: R823
-- references: MS-KILE 3.3.5.7; MS-ADA2 (msDS-AuthNPolicy attributes); Samba
--    python/samba/tests/krb5/authn_policy_tests.py
-- why: With the forwarded TGT the server asks as the client, and the KDC gives it no ticket for
--    the target (KDC_ERR_POLICY, 12).
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
   AND kdc_profile = 'windows';
