-- SPDX-License-Identifier: Apache-2.0
-- id: R823
-- title: The authentication policy of the target's account may not let the client in
-- scope: leg
-- order: 751
-- blocks: unconstrained
-- effect: unknown
-- hop: second
-- idf: passes
-- reason: authn-policy
-- needs: legs
-- references: MS-KILE 3.3.5.7; MS-ADA2 (msDS-AuthNPolicy attributes); Samba
--    python/samba/tests/krb5/authn_policy_tests.py
-- why: The policy, its silo or the level of the domain's controllers was not read, or an entry
--    decides by claims or by groups that were not read whole: what it says to the client is not in
--    the directory.
-- remedy: Allow {client} to authenticate to the account of {target} in its authentication policy.
-- risk: A policy that lets more accounts in protects the account less: allow this one alone.
-- example: A policy lets only service accounts authenticate to the database server.
SELECT id AS subject_id,
       to_name AS object,
       CASE WHEN policy_unread IS NOT NULL
            THEN evidence(to_dn, 'authentication policy', policy_unread || ' not read')
            WHEN answer = 'undecided'
            THEN evidence(to_dn, 'authentication policy', policy || ' depends on claims or groups')
            ELSE evidence(to_dn, 'lowest functional level of a DC', 'not read') END AS evidence
  FROM legs
 WHERE kind = 'client-target'
   AND policy_state <> 'off'
   AND (policy_unread IS NOT NULL
        OR (enforced = 1 AND answer = 'undecided')
        OR (enforced = 1 AND answer = 'denied' AND policy_state = 'unread'));
