-- SPDX-License-Identifier: Apache-2.0
-- id: R230
-- title: The server most likely may not use protocol transition (Samba before 4.19)
-- scope: server
-- order: 601
-- blocks: transition-constrained transition-rbcd
-- effect: likely
-- hop: second
-- idf: passes
-- reason: transition-not-allowed
-- needs: servers
-- unread: R205 R208
-- references: Samba selftest/knownfail_heimdal_kdc.d (empty list); observed with Samba 4.17
--    (Heimdal)
-- why: Without TRUSTED_TO_AUTH_FOR_DELEGATION Samba's own KDC (Heimdal, the usual build) withholds
--    the forwardable flag where the list is empty; a build with MIT krb5 gives it, and the rootDSE
--    does not tell the build.
-- remedy: Let clients log on with Kerberos; protocol transition is needed only where they cannot.
-- risk: With protocol transition the server may act as any user without that user having logged
--    on.
-- example: A Samba domain controller of Debian 12, and a server without a list.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'userAccountControl', printf('0x%X', uac)) || ' | ' ||
       evidence(dn, 'msDS-AllowedToDelegateTo', NULL) AS evidence
  FROM servers
 WHERE transition = 0
   AND has_list = 0
   AND kdc_profile = 'samba-4.17';
