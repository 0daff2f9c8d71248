-- SPDX-License-Identifier: Apache-2.0
-- title: Every request and its verdict (:all = 0 leaves out those that work or ask for less)
-- needs: judgement
SELECT r.request_id,
       v.verdict,
       v.reason,
       v.hop,
       v.path,
       coalesce(c.name, r.client_name) AS client_account,
       sid_text(c.sid) AS client_sid,
       r.client_host,
       r.application,
       coalesce(p.name, r.process_name) AS process_account,
       r.hosted_by,
       r.call,
       r.interface,
       r.level,
       r.level_source,
       r.cloaking,
       r.authn_service,
       r.server,
       s.name AS server_account,
       r.target,
       t.name AS target_account,
       v.path_unconstrained,
       v.path_constrained,
       v.path_transition,
       v.path_rbcd,
       v.further_reasons,
       v.evidence,
       v.remedy,
       iso_time(coalesce((SELECT h.first_seen FROM standing_verdicts h
                            JOIN verdict_class x ON x.verdict = v.verdict
                           WHERE h.request_id = r.request_id AND h.to_snapshot IS NULL
                             AND h.class = x.class),
                         (SELECT finished FROM snapshot
                           WHERE id = (SELECT snapshot_id FROM judgement)))) AS first_seen,
       coalesce((SELECT x.owner || ': ' || x.reason || ', until ' ||
                        substr(iso_time(x.expires), 1, 10)
                   FROM suppressed y JOIN suppression x ON x.id = y.suppression_id
                  WHERE y.request_id = r.request_id), '') AS suppressed
  FROM verdict v
  JOIN request r ON r.id = v.request
  JOIN verdict_order o ON o.verdict = v.verdict
  LEFT JOIN accounts c ON c.id = r.client_account
  LEFT JOIN accounts p ON p.id = r.process_account
  LEFT JOIN accounts s ON s.id = r.server_account
  LEFT JOIN accounts t ON t.id = r.target_account
 WHERE (:all OR v.verdict IN ('will-fail', 'likely-fail', 'unknown'))
   AND (:new_only IS NULL OR r.request_id IN (SELECT request_id FROM new_findings))
 ORDER BY o.position, client_account, r.server, r.target, r.request_id;
