-- SPDX-License-Identifier: Apache-2.0
-- Temp twins: SQLite looks for a table in the connection's own temp database first.

-- Statements that make the twins of the derived tables and their indexes.
-- name: shadow-derived
SELECT CASE WHEN s.type = 'table' THEN 'CREATE TEMP ' || substr(s.sql, length('CREATE ') + 1)
            ELSE 'CREATE INDEX temp.' || substr(s.sql, length('CREATE INDEX ') + 1) END
  FROM main.sqlite_schema s
 WHERE s.tbl_name IN ('judgement', 'host', 'name', 'request', 'pair', 'condition', 'verdict',
                      'trust_path', 'leg', 'level_rung', 'unresolved_name')
   AND s.sql IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM temp.sqlite_schema t WHERE t.name = s.name)
 ORDER BY s.type = 'index', s.name;

-- name: shadow-clients
SELECT CASE WHEN s.type = 'table' THEN 'CREATE TEMP ' || substr(s.sql, length('CREATE ') + 1)
            ELSE 'CREATE INDEX temp.' || substr(s.sql, length('CREATE INDEX ') + 1) END
  FROM main.sqlite_schema s
 WHERE s.tbl_name IN ('import_file', 'inventory_row', 'host_fact')
   AND s.sql IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM temp.sqlite_schema t WHERE t.name = s.name)
 ORDER BY s.type = 'index', s.name;

-- Statements that make a copy of one table (?1), its indexes last.
-- name: shadow-copy
SELECT statement FROM (
    SELECT 1 AS step, 'CREATE TEMP ' || substr(sql, length('CREATE ') + 1) AS statement
      FROM main.sqlite_schema WHERE type = 'table' AND name = ?1
    UNION ALL
    SELECT 2, 'INSERT INTO temp.' || ?1 || ' SELECT * FROM main.' || ?1
    UNION ALL
    SELECT 3, 'CREATE INDEX temp.' || substr(sql, length('CREATE INDEX ') + 1)
      FROM main.sqlite_schema WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL)
 ORDER BY step, statement;

-- name: shadow-fill-clients
DELETE FROM temp.import_file;
INSERT INTO temp.import_file SELECT * FROM main.import_file;
INSERT INTO temp.inventory_row SELECT * FROM main.inventory_row;
INSERT INTO temp.host_fact SELECT * FROM main.host_fact;
