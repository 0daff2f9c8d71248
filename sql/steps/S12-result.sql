-- SPDX-License-Identifier: Apache-2.0
-- id: S12
-- title: What comes of it?
-- middle: asked
WITH v AS (SELECT * FROM verdict WHERE request = :request)
SELECT looked_up, value, source FROM (
SELECT 1 AS position, 'path unconstrained' AS looked_up, path_unconstrained AS value,
       'a forwarded TGT' AS source FROM v
UNION ALL
SELECT 2, 'path constrained', CASE path_constrained WHEN '' THEN 'no target' ELSE path_constrained
                                   END, 'S4U2Proxy by the server''s list' FROM v
UNION ALL
SELECT 3, 'path rbcd', CASE path_rbcd WHEN '' THEN 'no target' ELSE path_rbcd END,
       'S4U2Proxy by the target''s descriptor' FROM v
UNION ALL
SELECT 4, 'path transition', CASE path_transition WHEN '' THEN 'no target' ELSE path_transition
                                  END, 'S4U2Self, then one of the two' FROM v
UNION ALL
SELECT 5, 'verdict', verdict || CASE path WHEN '' THEN '' ELSE ', path ' || path END ||
       CASE hop WHEN '' THEN '' ELSE ', hop ' || hop END, 'the fold' FROM v)
 ORDER BY position;
