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

-- name: outcome-judged
SELECT EXISTS (SELECT 1 FROM judgement);

-- name: outcome-add-host
INSERT INTO host (id, name, account_id, has_facts, machine_level, ignore_delegation_failure,
                  enable_dcom, credential_guard, domain_joined, source)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- name: outcome-add-name
INSERT INTO name (id, role, text, spn, spn_key, alias_key, host_key, is_address, account_id,
                  owners, matched, host_account)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12);

-- name: outcome-add-pair
INSERT INTO pair (id, server_account, target_name, target_account) VALUES (?1, ?2, ?3, ?4);

-- name: outcome-add-request
INSERT INTO request (request_id, host_id, client_host, application, process, hosted_by, call,
                     transport, interface, level, level_source, ineffective, config_reason, source,
                     cloaking, authn_service, client_name, client_account, client_domain,
                     client_state, cloaked, process_name, process_account, server, server_name,
                     server_account, server_domain, server_state, assumed, target, target_name,
                     target_account, locality, target_locality, pair_id, middle_pair_id,
                     process_domain, target_domain)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38)
ON CONFLICT (request_id) DO UPDATE
   SET level = 'unknown', level_source = '', ineffective = 0,
       config_reason = 'config-contradiction',
       source = request.source || ', ' || excluded.source
 WHERE level <> excluded.level OR ineffective <> excluded.ineffective
    OR server_account IS NOT excluded.server_account;

-- Who calls a cloaking process, from where, and at which level.
-- name: outcome-link-callers
UPDATE request SET
    caller_state = coalesce((
        SELECT CASE WHEN sum(y.locality = 'remote') THEN 'remote'
                    WHEN sum(y.locality = 'local') THEN 'local' END
          FROM request y JOIN name n ON n.id = y.server_name
         WHERE y.client_account = request.client_account AND y.call = 'call'
           AND y.server_account = request.process_account
           AND n.host_account = (SELECT account_id FROM host WHERE id = request.host_id)),
        'unknown'),
    caller_level = coalesce((
        SELECT CASE WHEN count(DISTINCT y.level) = 1 THEN min(y.level)
                    WHEN sum(y.level IN ('delegate', 'unknown')) = 0 THEN max(y.level)
                    ELSE 'unknown' END
          FROM request y JOIN name n ON n.id = y.server_name
         WHERE y.client_account = request.client_account AND y.call = 'call'
           AND y.locality <> 'local'
           AND y.server_account = request.process_account
           AND n.host_account = (SELECT account_id FROM host WHERE id = request.host_id)),
        'unknown')
 WHERE cloaked;

-- name: outcome-conditions
SELECT rule, subject_id, coalesce(object, ''), coalesce(evidence, '') FROM condition;

-- name: outcome-requests
SELECT r.id, r.level, r.ineffective, r.config_reason, r.transport, r.locality, r.target_locality,
       r.cloaked, r.caller_state, r.caller_level, r.assumed, h.ignore_delegation_failure,
       h.enable_dcom, r.host_id, r.client_account, r.client_domain, r.process_account,
       r.server_account, r.server_domain, r.server_name, r.target_account, r.target_domain,
       r.target_name, r.pair_id, r.middle_pair_id, sh.id, r.source, r.level_source, r.application,
       r.client_host, r.client_name, r.server, r.target, r.process_domain,
       r.client_host LIKE '@group:%'
  FROM request r
  JOIN host h ON h.id = r.host_id
  LEFT JOIN name n ON n.id = r.server_name
  LEFT JOIN host sh ON sh.account_id = n.host_account
 ORDER BY r.id;

-- name: outcome-account-name
SELECT coalesce(d.netbios_name, d.dns_name, '?') || '\' || coalesce(a.sam, a.dn)
  FROM account a LEFT JOIN domain d ON d.id = a.domain_id WHERE a.id = ?1;

-- name: outcome-add-verdict
INSERT INTO verdict (request, verdict, reason, hop, path, path_unconstrained, path_constrained,
                     path_transition, path_rbcd, further_reasons, evidence, remedy)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12);

-- name: outcome-counts
SELECT verdict, count(*) FROM verdict GROUP BY verdict;
