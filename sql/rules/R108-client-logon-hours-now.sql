-- SPDX-License-Identifier: Apache-2.0
-- id: R108
-- title: The client may log on at certain hours only, now among them
-- scope: client
-- order: 117
-- blocks:
-- effect: note
-- hop: first
-- reason: client-logon-hours
-- needs: clients
-- references: MS-ADA1 logonHours; MS-KILE 3.3.5.6.3
-- why: The answer is that of the snapshot's hour: outside the hours of the account (one bit an hour
--    of the week from Sunday 0:00 UTC, in the evidence) the KDC gives no ticket.
-- remedy: Have the call made inside the hours of {client}, or by an account without such hours.
-- example: An account for a day shift, looked at by day.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'logonHours', lower(hex(logon_hours))) AS evidence
  FROM clients
 WHERE hours_allow = 1
   AND logon_hours <> x'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF';
