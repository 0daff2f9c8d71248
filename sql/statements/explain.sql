-- SPDX-License-Identifier: Apache-2.0
-- One request, to be explained: finding it, judging it alone, and who its parties are.

-- What the stored verdicts are true of, and whether anything was imported since.
-- name: explain-judgement
SELECT coalesce(snapshot_id, 0), made,
       coalesce((SELECT max(imported) FROM main.import_file) > made, 0)
  FROM main.judgement;

-- Ids that begin with ?1; digits stand before 'g'.
-- name: explain-find
SELECT id, request_id FROM request
 WHERE request_id >= ?1 AND request_id < ?1 || 'g' ORDER BY request_id LIMIT 6;

-- name: explain-of-application
SELECT id, request_id FROM request
 WHERE lower(application) = lower(?1) ORDER BY request_id LIMIT 6;

-- The parts that stored requests are made of, into the twins of their tables.
-- name: explain-take-parts
INSERT INTO temp.judgement SELECT * FROM main.judgement;
INSERT INTO temp.host SELECT * FROM main.host;
INSERT INTO temp.name SELECT * FROM main.name;
INSERT INTO temp.pair SELECT * FROM main.pair;
INSERT INTO temp.level_rung SELECT * FROM main.level_rung;

-- The request, and all that bring the identity of a cloaked one to its process, over any number of
-- processes; or those whose identities end at its process.
-- name: explain-take-request
WITH RECURSIVE way (id) AS (
    VALUES (?1)
    UNION
    SELECT y.id FROM way w
      JOIN main.request r ON r.id = w.id
      JOIN main.request y ON y.client_account = r.client_account
                         AND y.server_account = r.process_account AND y.call = 'call'
     WHERE r.cloaked)
INSERT INTO temp.request
SELECT * FROM main.request WHERE id IN (SELECT id FROM way)
UNION
SELECT y.* FROM main.request r
  JOIN main.request y ON y.server_account = r.process_account AND y.call = 'call'
                     AND y.level = 'delegate' AND y.locality = 'remote'
 WHERE r.id = ?1 AND r.cloaked = 0 AND r.cloaking = 'none';

-- name: explain-stored
SELECT v.verdict, v.reason FROM main.verdict v JOIN main.request r ON r.id = v.request
 WHERE r.request_id = ?1;

-- name: explain-same
SELECT EXISTS (SELECT 1 FROM main.verdict m JOIN main.request r ON r.id = m.request
                 JOIN temp.verdict t
                WHERE r.request_id = ?1 AND t.request = ?2 AND m.verdict = t.verdict
                  AND m.reason = t.reason AND m.further_reasons = t.further_reasons);

-- The parties of a request as commands name them. A class that HOST stands for is not registered by
-- itself. `owner` is the one other account that has the server's SPN, with its own spelling of it;
-- a computer registers HOST/ and RestrictedKrbHost/ with its own name (MS-KILE 5.1.2). `guard`
-- (core/vocab.def): why no command may change the account. RID 500 is the built-in administrator
-- (MS-DTYP 2.4.2.4), whatever groups were read.
-- name: explain-parties
WITH r AS (SELECT * FROM request WHERE id = ?1),
     party (role, account_id, spn) AS (
         SELECT 'client', client_account, NULL FROM r
         UNION ALL
         SELECT 'server', server_account, (SELECT spn FROM name n WHERE n.id = r.server_name
                                              AND n.role = 'server') FROM r
         UNION ALL
         SELECT 'unowned', NULL, n.spn FROM r JOIN name n ON n.id = r.server_name
          WHERE n.role = 'server' AND n.owners = 0 AND n.alias_key IS NULL
         UNION ALL
         SELECT 'process', process_account, NULL FROM r
         UNION ALL
         SELECT 'target', target_account,
                (SELECT spn FROM name n WHERE n.id = r.target_name) FROM r
         UNION ALL
         SELECT 'owner', max(s.account_id), max(s.spn) FROM r
           JOIN name n ON n.id = r.server_name AND n.role = 'server'
           JOIN spn s ON s.key = n.spn_key AND s.account_id <> r.server_account
         HAVING count(DISTINCT s.account_id) = 1)
SELECT p.role, coalesce(a.dn, ''), coalesce(a.sam, ''), coalesce(d.dns_name, ''),
       coalesce(a.kind, ''), coalesce(p.spn, ''),
       CASE WHEN (SELECT k.is_krbtgt FROM accounts k WHERE k.id = a.id)
              OR (p.role = 'target' AND p.spn LIKE 'krbtgt/%') THEN 'krbtgt'
            WHEN a.uac & 0x4002000 THEN 'controller'
            WHEN sid_rid(a.sid) = 500 OR a.id IN (SELECT id FROM privileged_accounts)
              THEN 'privileged'
            WHEN p.role = 'owner' AND a.kind = 'computer' AND EXISTS (
                 SELECT 1 FROM (SELECT substr(s.key, 1, instr(s.key, '/') - 1) AS class,
                                       substr(s.key, instr(s.key, '/') + 1) AS host
                                  FROM spn s WHERE s.account_id = a.id AND s.spn = p.spn)
                  WHERE class IN ('host', 'restrictedkrbhost')
                    AND (host = a.host_key
                         OR substr(host, 1, instr(host || '.', '.') - 1) || '$' = a.name_key))
              THEN 'own-name'
            ELSE '' END
  FROM party p
  LEFT JOIN account a ON a.id = p.account_id
  LEFT JOIN domain d ON d.id = a.domain_id;

-- A question becomes the only row of the twins of the client tables.
-- name: explain-ask-file
INSERT INTO temp.import_file (id, path, format, digest, imported, records)
VALUES (1, 'command line', 'inventory', x'', ?1, 1);

-- name: explain-ask
INSERT INTO temp.inventory_row (file_id, line, host, application, kind, identity, level, cloaking,
                                server, server_identity, targets)
VALUES (1, 1, 'the client machine', 'the application', 'exe', ?1, 'delegate', 'none', ?2, ?3, ?4);

-- What a question takes for granted: the call comes from another machine, and who runs the server
-- is the account that the question names, be it by its SPN. No setting gives the level.
-- name: explain-premises
UPDATE temp.request SET assumed = 0, level_source = '',
       locality = CASE locality WHEN 'unknown' THEN 'remote' ELSE locality END;

-- name: explain-without-spn
UPDATE temp.name SET role = 'address' WHERE role = 'server';

-- name: explain-asked
SELECT id, request_id FROM temp.request WHERE call = 'call';

-- How an account is asked for: a computer by its name, any other by its first SPN.
-- name: explain-server-name
SELECT CASE WHEN a.kind = 'computer' AND a.dns_host_name IS NOT NULL THEN a.dns_host_name
            ELSE coalesce((SELECT s.spn FROM spn s WHERE s.account_id = a.id
                            ORDER BY s.rowid LIMIT 1), '') END
  FROM account a WHERE a.id = ?1;
