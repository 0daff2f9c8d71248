-- SPDX-License-Identifier: Apache-2.0
-- id: R832
-- title: An authentication policy would refuse this and is not enforced
-- scope: leg
-- order: 905
-- blocks: all
-- effect: note
-- hop: unclear
-- reason: authn-policy-audit
-- needs: legs
-- references: MS-KILE 3.3.5.6, 3.3.5.7; msDS-AuthNPolicyEnforced, msDS-AuthNPolicySiloEnforced
-- why: A policy that is not enforced is only logged: the request ends when somebody enforces it.
-- remedy: Allow {object} to be reached before the policy is enforced.
-- example: A policy in its trial phase.
SELECT id AS subject_id,
       to_name AS object,
       evidence(to_dn, 'authentication policy', policy || ' would refuse ' || from_name) AS evidence
  FROM legs
 WHERE policy_state <> 'off'
   AND enforced = 0
   AND answer = 'denied';
