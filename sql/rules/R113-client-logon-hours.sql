-- SPDX-License-Identifier: Apache-2.0
-- id: R113
-- title: The client may not log on at this hour
-- scope: client
-- order: 116
-- blocks: unconstrained constrained rbcd
-- effect: likely
-- hop: first
-- idf: stands
-- reason: client-logon-hours
-- needs: clients
-- unread: R119
-- references: MS-ADA1 logonHours; MS-KILE 3.3.5.6.3
-- why: Outside its hours (one bit an hour of the week from Sunday 0:00 UTC, in the evidence) the
--    KDC gives no ticket (error 18); at another hour it does.
-- remedy: Have the call made inside the hours of {client}, or by an account without such hours.
-- example: An account for a day shift runs a nightly job.
SELECT id AS subject_id,
       name AS object,
       evidence(dn, 'logonHours', lower(hex(logon_hours))) AS evidence
  FROM clients
 WHERE hours_allow = 0;
