-- SPDX-License-Identifier: Apache-2.0
-- id: R602
-- title: Credential Guard was not read at a machine that has it on by default
-- scope: client-host
-- order: 341
-- blocks: unconstrained
-- effect: unknown
-- hop: first
-- idf: passes
-- reason: host-credential-guard-possible
-- needs: client_hosts
-- references: Credential Guard: default enablement (product documentation)
-- why: Windows 11 22H2 and later (Enterprise, Education) and Windows Server 2025 members switch
--    it on by themselves.
-- remedy: Import whether Credential Guard runs on {host} (column credential_guard of the host
--    facts).
-- example: A Windows 11 Enterprise client without host facts.
SELECT id AS subject_id,
       name AS object,
       evidence(coalesce(dn, name), 'operatingSystem', os || ' ' || os_version) AS evidence
  FROM client_hosts
 WHERE credential_guard = 'unknown'
   AND ((os LIKE 'Windows 11%' AND (os LIKE '%Enterprise%' OR os LIKE '%Education%')
          AND coalesce(CAST(substr(os_version, instr(os_version, '(') + 1) AS INTEGER), 22621)
              >= 22621)
        OR (os LIKE 'Windows Server 2025%' AND coalesce(is_dc, 0) = 0));
