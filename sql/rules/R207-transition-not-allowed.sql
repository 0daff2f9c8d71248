-- SPDX-License-Identifier: Apache-2.0
-- id: R207
-- title: The server may not use protocol transition
-- scope: server
-- order: 600
-- blocks: transition-constrained transition-rbcd
-- effect: fails
-- hop: second
-- idf: passes
-- reason: transition-not-allowed
-- needs: servers
-- unread: R205 R208 R230
-- references: MS-SFU 3.2.5.1.2; Samba selftest/knownfail_heimdal_kdc.d (empty list)
-- why: Without TRUSTED_TO_AUTH_FOR_DELEGATION tickets by S4U2Self are not forwardable where the
--    list has entries; Samba, and Windows before Server 2012, withhold the flag where the list is
--    empty as well. Controllers are taken to be patched and without the registry value
--    NonForwardableDelegation.
-- remedy: Let clients log on with Kerberos; protocol transition is needed only where they cannot.
-- risk: With protocol transition the server may act as any user without that user having logged
--    on.
-- example: A server set to "use Kerberos only" gets its clients by forms authentication.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) || ' | ' ||
       evidence(dn, 'msDS-AllowedToDelegateTo', CASE has_list WHEN 1 THEN 'not empty' END)
         AS evidence
  FROM servers
 WHERE transition = 0
   AND (has_list = 1
        OR kdc_profile = 'samba'
        OR (kdc_profile = 'windows' AND dc_level_highest < 5));
