-- SPDX-License-Identifier: Apache-2.0
-- Derived tables: requests and their parts in, conditions and verdicts out.

-- What was derived from an older snapshot or older client data.
-- name: outcome-empty
DELETE FROM judgement;
DELETE FROM verdict;
DELETE FROM condition;
DELETE FROM request;
DELETE FROM pair;
DELETE FROM trust_path;
DELETE FROM leg;
DELETE FROM name;
DELETE FROM host;
DELETE FROM level_rung;
DELETE FROM unresolved_name;

-- Rows that come in no order are slow to add to an index.
-- name: outcome-unindex
DROP INDEX IF EXISTS request_by_request_id;
DROP INDEX IF EXISTS request_by_client;

-- name: outcome-judged
SELECT EXISTS (SELECT 1 FROM judgement);

-- name: outcome-add-host
INSERT INTO host (id, name, account_id, has_facts, machine_level, ignore_delegation_failure,
                  enable_dcom, credential_guard, domain_joined, source)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- name: outcome-add-name
INSERT INTO name (id, role, text, spn, spn_key, alias_key, host_key, is_address, account_id,
                  owners, matched, host_account, host_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- name: outcome-add-pair
INSERT INTO pair (id, server_account, target_name, target_account) VALUES (?1, ?2, ?3, ?4);

-- name: outcome-add-request
INSERT INTO request (request_id, host_id, client_host, application, process, hosted_by, call,
                     transport, interface, level, level_source, ineffective, config_reason, source,
                     cloaking, authn_service, client_name, client_account, client_domain,
                     client_state, cloaked, process_name, process_account, server, server_name,
                     server_account, server_domain, server_state, assumed, target, target_name,
                     target_account, locality, target_locality, pair_id, middle_pair_id,
                     process_domain, target_domain, ladder, level_evidence, client_evidence,
                     server_evidence)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38,
        ?39, ?40, ?41, ?42);

-- Rows of one request, when all are in: the first stays and takes what the others say.
-- name: outcome-index
CREATE INDEX request_by_request_id ON request (request_id);
CREATE INDEX request_by_client ON request (client_account, server_account);
CREATE TEMP TABLE IF NOT EXISTS request_twin (id INTEGER PRIMARY KEY, kept INTEGER);
DELETE FROM temp.request_twin;
INSERT INTO temp.request_twin (id, kept)
SELECT r.id, f.id
  FROM (SELECT request_id, min(id) AS id FROM request GROUP BY request_id HAVING count(*) > 1) f
  JOIN request r ON r.request_id = f.request_id AND r.id <> f.id;

-- name: outcome-twins
SELECT id, kept FROM temp.request_twin ORDER BY id;

-- name: outcome-merge-twin
UPDATE request SET
    (level, level_source, ineffective, config_reason, source, level_evidence) = (
        SELECT iif(differs, 'unknown', request.level), iif(differs, '', request.level_source),
               iif(differs, 0, request.ineffective),
               iif(differs, 'config-contradiction', request.config_reason),
               iif(differs, request.source || ', ' || other.source, request.source),
               iif(differs, CASE WHEN instr(request.source, ', ') THEN request.level_evidence
                                 ELSE request.source || ': level=' || request.level END
                            || ' | ' || other.source || ': level=' || other.level,
                   request.level_evidence)
          FROM (SELECT request.level <> other.level
                    OR request.server_account IS NOT other.server_account
                    OR (request.level IN ('delegate', 'unknown')
                        AND (request.ineffective <> other.ineffective
                             OR (request.authn_service = 'ntlm')
                                <> (other.authn_service = 'ntlm'))) AS differs)),
    middle_pair_id = coalesce(request.middle_pair_id, other.middle_pair_id),
    cloaked = max(request.cloaked, other.cloaked),
    assumed = min(request.assumed, other.assumed)
  FROM request other
 WHERE other.id = ?1 AND request.id = ?2;

-- name: outcome-drop-twins
DELETE FROM request WHERE id IN (SELECT id FROM temp.request_twin);

-- name: outcome-add-rung
INSERT INTO level_rung (ladder, position, level_source, outcome, source, key, value)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- name: outcome-add-unresolved
INSERT OR IGNORE INTO unresolved_name (name, host, source, why) VALUES (?1, ?2, ?3, ?4);

-- Who calls a cloaking process.
-- name: outcome-find-callers
INSERT INTO caller_request (request, caller)
SELECT r.id, y.id
  FROM request r
  JOIN host h ON h.id = r.host_id
 CROSS JOIN request y ON y.client_account = r.client_account
                     AND y.server_account = r.process_account
  JOIN name n ON n.id = y.server_name
 WHERE r.cloaked AND y.id <> r.id AND y.call = 'call' AND n.host_account = h.account_id;

-- From where that is, and at which level.
-- name: outcome-link-callers
UPDATE request SET
    caller_state = coalesce((
        SELECT CASE WHEN sum(y.locality = 'remote') THEN 'remote'
                    WHEN sum(y.locality = 'local') THEN 'local' END
          FROM caller_request c JOIN request y ON y.id = c.caller
         WHERE c.request = request.id),
        'unknown'),
    caller_level = (
        SELECT CASE WHEN count(DISTINCT x.level) = 1 THEN min(x.level)
                    WHEN sum(x.level IN ('delegate', 'unknown')) = 0 THEN max(x.level)
                    ELSE 'unknown' END
          FROM (SELECT CASE WHEN y.ineffective
                              OR (h.enable_dcom = 'no' AND y.transport IN ('com', 'wmi'))
                            THEN 'impersonate' ELSE y.level END AS level
                  FROM caller_request c
                  JOIN request y ON y.id = c.caller
                  JOIN host h ON h.id = y.host_id
                 WHERE c.request = request.id AND y.locality <> 'local') x)
 WHERE cloaked;

-- What brings the identity of a cloaked call to the process in the middle.
-- name: outcome-callers
SELECT y.id, y.host_id, y.server_name,
       CASE WHEN y.cloaked AND y.caller_state <> 'local' THEN y.process_account END,
       y.level = 'delegate' AND y.transport IN ('com', 'wmi')
         AND h.ignore_delegation_failure = 'no'
  FROM caller_request c
  JOIN request y ON y.id = c.caller
  JOIN host h ON h.id = y.host_id
 WHERE c.request = ?1 AND y.locality <> 'local';

-- name: outcome-caller-names
SELECT application, client_host, server FROM request WHERE id = ?1;

-- name: outcome-conditions
SELECT rule, subject_id, coalesce(object, ''), coalesce(evidence, '') FROM condition;

-- name: outcome-requests
SELECT r.id, r.level, r.ineffective, r.config_reason, r.transport, r.locality, r.target_locality,
       r.cloaked, r.caller_state, r.caller_level, r.assumed, r.host_id, r.client_account,
       r.client_domain, r.process_account, r.server_account, r.server_domain, r.server_name,
       r.target_account, r.target_domain, r.target_name, r.pair_id, r.middle_pair_id, r.source,
       r.level_source, r.application, r.client_host, r.client_name, r.server, r.target,
       r.process_domain,
       r.client_host LIKE '@group:%',
       CASE WHEN r.pair_id IS NOT NULL THEN r.target_name END,
       CASE WHEN r.cloaked THEN (SELECT max(id) FROM name) + r.middle_pair_id END,
       r.level_evidence, r.caller_evidence, r.lost_at
  FROM request r
 ORDER BY r.id;

-- What requests need of their hosts and names, which lie all over the file.
-- name: outcome-hosts
SELECT id, ignore_delegation_failure, enable_dcom FROM host;

-- name: outcome-name-hosts
SELECT id, host_id FROM name;

-- name: outcome-account-name
SELECT coalesce(d.netbios_name, d.dns_name, '?') || '\' || coalesce(a.sam, a.dn)
  FROM account a LEFT JOIN domain d ON d.id = a.domain_id WHERE a.id = ?1;

-- The same of a client, a server or an account in the middle.
-- name: outcome-role-name
SELECT name FROM temp.role_name WHERE id = ?1;

-- name: outcome-add-verdict
INSERT INTO verdict (request, verdict, reason, hop, path, path_unconstrained, path_constrained,
                     path_transition, path_rbcd, further_reasons, evidence, remedy, rule)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- All of them, those that nobody suppressed, and of those the new ones.
-- name: outcome-counts
SELECT v.verdict, count(*), count(*) - count(x.request_id),
       count(*) FILTER (WHERE x.request_id IS NULL
                          AND r.request_id IN (SELECT request_id FROM new_findings))
  FROM verdict v
  JOIN request r ON r.id = v.request
  LEFT JOIN suppressed x ON x.request_id = r.request_id
 GROUP BY v.verdict;

-- Requests on the ways of callers' identities: what each can carry, and whose identity it has.
-- name: chain-requests
SELECT y.id,
       CASE WHEN y.ineffective OR (h.enable_dcom = 'no' AND y.transport IN ('com', 'wmi'))
            THEN 'impersonate' ELSE y.level END,
       y.cloaked AND y.caller_state <> 'local', y.client_host, y.source
  FROM request y JOIN host h ON h.id = y.host_id
 WHERE y.id IN (SELECT request FROM caller_request UNION SELECT caller FROM caller_request)
 ORDER BY y.id;

-- name: chain-callers
SELECT c.request, c.caller FROM caller_request c JOIN request y ON y.id = c.caller
 WHERE y.locality <> 'local' ORDER BY c.request, c.caller;

-- name: chain-arrival
UPDATE request SET caller_level = ?2, lost_at = ?3, caller_evidence = ?4 WHERE id = ?1;
