-- SPDX-License-Identifier: Apache-2.0
-- id: R118
-- title: The client may not log on at this hour (protocol transition)
-- scope: client
-- order: 116
-- blocks: transition-constrained transition-rbcd
-- effect: likely
-- hop: second
-- idf: stands
-- reason: client-logon-hours
-- needs: clients
-- unread: R119
-- references: MS-ADA1 logonHours; MS-KILE 3.3.5.6.3; observed with Samba 4.17 and 4.22
-- why: S4U2Self is held to the same account restrictions as a logon; Samba does not look at the
--    hours there.
-- remedy: Have the call made inside the hours of {client}, or by an account without such hours.
-- example: A web server with protocol transition acts for a day shift's account at night.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'logonHours', lower(hex(logon_hours))) AS evidence
  FROM clients
 WHERE hours_allow = 0
   AND kdc_profile NOT IN ('samba', 'samba-4.17');
