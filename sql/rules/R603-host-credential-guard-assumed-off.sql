-- SPDX-License-Identifier: Apache-2.0
-- id: R603
-- title: Credential Guard was not read and is assumed to be off
-- scope: client-host
-- order: 855
-- blocks: unconstrained
-- effect: assumed
-- hop: first
-- idf: passes
-- reason: host-credential-guard-possible
-- needs: client_hosts
-- references: Credential Guard: default enablement (product documentation)
-- why: Nothing in the directory tells whether Credential Guard runs; this version does not switch
--    it on by itself.
-- remedy: Import whether Credential Guard runs on {host} (column credential_guard of the host
--    facts).
-- example: A Windows 10 client without host facts.
SELECT id AS subject_id,
       name AS object,
       evidence(coalesce(nullif(source, ''), name), 'credential_guard', 'not read') AS evidence
  FROM client_hosts
 WHERE credential_guard = 'unknown'
   AND NOT coalesce((os LIKE 'Windows 11%' AND (os LIKE '%Enterprise%' OR os LIKE '%Education%')
          AND coalesce(CAST(substr(os_version, instr(os_version, '(') + 1) AS INTEGER), 22621)
              >= 22621)
                    OR (os LIKE 'Windows Server 2025%' AND coalesce(is_dc, 0) = 0), 0);
