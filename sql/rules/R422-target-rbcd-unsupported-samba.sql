-- SPDX-License-Identifier: Apache-2.0
-- id: R422
-- title: The KDC of the target is a Samba that most likely knows no resource-based delegation
-- scope: back-end
-- order: 709
-- blocks: rbcd transition-rbcd
-- effect: likely
-- hop: second
-- idf: passes
-- reason: target-rbcd-unsupported-kdc
-- needs: back_ends
-- unread: R416
-- references: Samba release notes 4.17, 4.19; observed with Samba 4.17 (Heimdal)
-- why: Before 4.19 Samba's own KDC (Heimdal, the usual build) does not look at the attribute
--    (error 13). A build with MIT krb5 does since 4.17, and the rootDSE does not tell the build.
-- remedy: Upgrade the domain controllers, or use the constrained list of {server_account}.
-- example: A Samba domain controller of Debian 12.
SELECT id AS subject_id,
       target AS object,
       evidence(target_dn, 'KDC', target_kdc_profile) AS evidence
  FROM back_ends
 WHERE rbcd IS NOT NULL
   AND target_kdc_profile = 'samba-4.17';
