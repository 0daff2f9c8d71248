-- SPDX-License-Identifier: Apache-2.0
-- What-if: temp shadows of the observed tables, which differ from them where a setting says so.

-- Every setting that was made, so that two that contradict each other are found.
-- name: overlay-begin
CREATE TEMP TABLE overlay_setting (
    what    TEXT NOT NULL,
    subject INTEGER NOT NULL,
    object  TEXT NOT NULL,
    value   INTEGER NOT NULL,
    PRIMARY KEY (what, subject, object)
) STRICT, WITHOUT ROWID;

-- Gives the value that the setting has now: that of the first one.
-- name: overlay-remember
INSERT INTO overlay_setting (what, subject, object, value) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO UPDATE SET what = what RETURNING value;

-- name: overlay-account
CREATE TEMP TABLE overlay_account (
    id       INTEGER PRIMARY KEY,
    on_bits  INTEGER NOT NULL,
    off_bits INTEGER NOT NULL
) STRICT;

-- The statement that makes the view: every column of the table, userAccountControl with its
-- changes. One table and a scalar subquery, no join: so the view dissolves in every query that
-- reads it, and the indexes of the table serve (decision 0021).
-- name: overlay-account-view
SELECT 'CREATE TEMP VIEW account AS SELECT ' || group_concat(
           CASE name WHEN 'uac' THEN
               'coalesce((SELECT (a.uac & ~o.off_bits) | o.on_bits FROM temp.overlay_account o ' ||
               'WHERE o.id = a.id), a.uac) AS uac'
           ELSE 'a.' || name END, ', ') || ' FROM main.account a'
  FROM pragma_table_info('account', 'main');

-- name: overlay-account-bits
SELECT uac FROM main.account WHERE id = ?1;

-- name: overlay-set-account
INSERT INTO overlay_account (id, on_bits, off_bits) VALUES (?1, ?2, ?3)
ON CONFLICT DO UPDATE SET on_bits = on_bits | excluded.on_bits,
                          off_bits = off_bits | excluded.off_bits;

-- Is it a direct member, and is it one by primaryGroupID (MS-ADTS 3.1.1.4.5.19)?
-- name: overlay-member-state
SELECT EXISTS (SELECT 1 FROM main.membership WHERE group_id = ?1 AND member_id = ?2),
       EXISTS (SELECT 1 FROM main.account g, main.account a
                WHERE g.id = ?1 AND a.id = ?2 AND a.domain_id = g.domain_id
                  AND a.primary_group = sid_rid(g.sid));

-- name: overlay-add-member
INSERT INTO temp.membership (group_id, member_id) VALUES (?1, ?2);

-- name: overlay-drop-member
DELETE FROM temp.membership WHERE group_id = ?1 AND member_id = ?2;

-- name: overlay-list-state
SELECT EXISTS (SELECT 1 FROM main.delegate_to WHERE account_id = ?1 AND key = ?2);

-- name: overlay-add-list
INSERT INTO temp.delegate_to (account_id, key, spn) VALUES (?1, ?2, ?3);

-- name: overlay-drop-list
DELETE FROM temp.delegate_to WHERE account_id = ?1 AND key = ?2;

-- name: overlay-spn-state
SELECT EXISTS (SELECT 1 FROM main.spn WHERE account_id = ?1 AND key = ?2);

-- name: overlay-add-spn
INSERT INTO temp.spn (account_id, key, spn) VALUES (?1, ?2, ?3);

-- name: overlay-drop-spn
DELETE FROM temp.spn WHERE account_id = ?1 AND key = ?2;

-- name: overlay-trust-bits
SELECT attributes FROM main.trust WHERE domain_id = ?1 AND (partner_key = ?2 OR flat_key = ?2);

-- name: overlay-set-trust
UPDATE temp.trust SET attributes = (attributes & ~?4) | ?3
 WHERE domain_id = ?1 AND (partner_key = ?2 OR flat_key = ?2);

-- Closures come last: the scan's statement "observe-protected" fills them again.
-- name: overlay-empty-protected
DELETE FROM temp.protected_group;
DELETE FROM temp.protected_user;

-- Requests as the evaluation before the settings had them, and the rows of the inventory that speak
-- of the same program, server and transport. Only A-Z fold, as in a request_id.
-- name: overlay-proxies
CREATE TEMP VIEW overlay_proxy AS
SELECT b.request_id, b.call, b.client_host, r.id, r.host, r.transport, r.targets, r.interface,
       lower(r.host) = lower(b.client_host) AS same_host,
       lower(r.interface) = lower(b.interface) AS same_interface,
       b.interface = '' AS is_process_wide
  FROM temp.whatif_before b
  JOIN temp.inventory_row r ON lower(r.application) = lower(b.application)
                           AND lower(r.process) = lower(b.process)
                           AND lower(r.server) = lower(b.server)
                           AND coalesce(nullif(lower(r.transport), ''), 'com') = b.transport;
-- Those of them that speak of the request's host.
CREATE TEMP TABLE overlay_row (id INTEGER PRIMARY KEY) STRICT;

-- name: overlay-level-find
SELECT request_id FROM temp.whatif_before
 WHERE request_id >= ?1 AND request_id < ?1 || 'g' ORDER BY request_id LIMIT 2;

-- The level that a request has, and a text that all requests of one proxy share.
-- name: overlay-level-state
SELECT level, lower(client_host || char(31) || application || char(31) || process || char(31) ||
                    server || char(31) || transport || char(31) || interface || char(31) || call)
  FROM temp.whatif_before WHERE request_id = ?1;

-- Rows for @group: hosts that may stand for the request's host.
-- name: overlay-level-groups
SELECT id, host, client_host FROM overlay_proxy
 WHERE request_id = ?1 AND same_host = 0 AND lower(substr(host, 1, 7)) = '@group:' ORDER BY id;

-- name: overlay-level-split
INSERT INTO temp.inventory_row (file_id, line, host, application, process, kind, hosted_by,
                                identity, callers, level, complus_level, dcomcnfg_level,
                                proxy_level, activation_level, interface, flags, transport,
                                authn_service, authn_level, cloaking, server, server_identity,
                                targets, server_application)
SELECT file_id, line, ?2, application, process, kind, hosted_by, identity, callers, level,
       complus_level, dcomcnfg_level, proxy_level, activation_level, interface, flags, transport,
       authn_service, authn_level, cloaking, server, server_identity, targets,
       server_application
  FROM temp.inventory_row WHERE id = ?1;

-- name: overlay-level-forget
DELETE FROM temp.inventory_row WHERE id = ?1;

-- name: overlay-level-forget-rows
DELETE FROM temp.overlay_row;

-- name: overlay-level-add-row
INSERT INTO temp.overlay_row (id) VALUES (?1);

-- name: overlay-level-add-rows
INSERT OR IGNORE INTO temp.overlay_row
SELECT id FROM overlay_proxy WHERE request_id = ?1 AND same_host;

-- The process-wide proxy that nobody listed is made from the first row about its server: here it
-- gets a row of its own, as SetBlanket on IUnknown would.
-- name: overlay-level-wide
INSERT INTO temp.inventory_row (file_id, line, host, application, process, kind, hosted_by,
                                identity, callers, level, complus_level, dcomcnfg_level,
                                proxy_level, activation_level, interface, flags, transport,
                                authn_service, authn_level, cloaking, server, server_identity,
                                targets, server_application)
SELECT file_id, line, host, application, process, kind, hosted_by, identity, callers, level,
       complus_level, dcomcnfg_level, ?2, activation_level, '', flags, transport, authn_service,
       authn_level, cloaking, server, server_identity, targets,
       server_application
  FROM temp.inventory_row
 WHERE id IN (SELECT min(p.id) FROM overlay_proxy p
               WHERE p.request_id = ?1 AND p.call = 'call' AND p.is_process_wide
                 AND p.id IN (SELECT id FROM temp.overlay_row)
               GROUP BY lower(p.transport), lower(p.targets)
              HAVING sum(p.interface = '') = 0);

-- name: overlay-level-call
UPDATE temp.inventory_row SET proxy_level = ?2
 WHERE id IN (SELECT id FROM overlay_proxy
               WHERE request_id = ?1 AND call = 'call' AND same_interface
                 AND id IN (SELECT id FROM temp.overlay_row));

-- name: overlay-level-activation
UPDATE temp.inventory_row SET activation_level = ?2
 WHERE id IN (SELECT id FROM overlay_proxy
               WHERE request_id = ?1 AND call = 'activation'
                 AND id IN (SELECT id FROM temp.overlay_row));

-- What became of the level of a request.
-- name: overlay-level-outcome
SELECT level, config_reason FROM request WHERE request_id = ?1;
