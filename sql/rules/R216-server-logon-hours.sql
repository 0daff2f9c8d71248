-- SPDX-License-Identifier: Apache-2.0
-- id: R216
-- title: The server's account may not log on at this hour
-- scope: server
-- order: 216
-- blocks: all
-- effect: likely
-- hop: first
-- idf: stands
-- reason: server-logon-hours
-- needs: servers
-- unread: R205
-- references: MS-ADA1 logonHours; MS-KILE 3.3.5.6.3
-- why: Outside its hours (one bit an hour of the week from Sunday 0:00 UTC, in the evidence) the
--    KDC gives no ticket (error 18); at another hour it does.
-- remedy: Run the server as an account without such hours.
-- example: A service runs with a person's account.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'logonHours', lower(hex(logon_hours))) AS evidence
  FROM servers
 WHERE hours_allow = 0;
