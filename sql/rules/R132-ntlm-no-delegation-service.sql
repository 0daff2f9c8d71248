-- SPDX-License-Identifier: Apache-2.0
-- id: R132
-- title: The proxy asks for NTLM
-- scope: request
-- order: 108
-- blocks: unconstrained constrained rbcd
-- effect: fails
-- hop: unclear
-- idf: passes
-- reason: ntlm-no-delegation
-- needs: requests
-- references: NTLMSSP (COM documentation): delegate on the same machine only; CoSetProxyBlanket
-- why: NTLM carries an identity to one machine and no further.
-- remedy: Let the proxy use the default or Kerberos authentication service, or ask for
--    impersonate.
-- example: CoSetProxyBlanket(RPC_C_AUTHN_WINNT, ..., RPC_C_IMP_LEVEL_DELEGATE).
SELECT id AS subject_id,
       authn_service AS object,
       evidence(source, 'authn_service', authn_service) AS evidence
  FROM requests
 WHERE authn_service = 'ntlm';
