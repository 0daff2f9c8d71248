-- SPDX-License-Identifier: Apache-2.0
-- id: R831
-- title: The client's authentication policy may not let it sign in from this machine
-- scope: client
-- order: 117
-- blocks: unconstrained constrained rbcd
-- effect: unknown
-- hop: first
-- idf: stands
-- reason: authn-policy
-- needs: authn_policies clients
-- references: MS-KILE 3.3.5.6; Samba python/samba/tests/krb5/authn_policy_tests.py
-- why: The KDC gives a TGT only to devices that the policy allows (KDC_ERR_POLICY, 12), and which
--    one the client uses, with which claims, is not in the directory. S4U2Self does not ask this.
-- remedy: See that the policy of {client} allows the machine that {application} runs on.
-- risk: A policy that lets more machines in protects the account less: allow this one alone.
-- example: An administrator may sign in from privileged workstations only.
SELECT p.id AS subject_id,
       c.name AS object,
       CASE WHEN p.unread IS NOT NULL
            THEN evidence(p.dn, 'authentication policy', p.unread || ' not read')
            ELSE evidence(p.dn, 'authentication policy', p.policy || ' names devices') END
         AS evidence
  FROM authn_policies p
  JOIN clients c ON c.id = p.id
 WHERE p.policy_state <> 'off'
   AND (p.unread IS NOT NULL OR (p.enforced = 1 AND p.allowed_from IS NOT NULL));
