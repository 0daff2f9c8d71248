-- SPDX-License-Identifier: Apache-2.0
-- Imported client configurations as they were written; `source` is file:line, as requests have it.
-- The view of that name in the file (sql/interface) is for others: it does not see temp shadows.

CREATE TEMP VIEW IF NOT EXISTS inventory AS
SELECT i.*, f.path AS file,
       -- The file's name: what follows the last slash.
       substr(f.path, length(rtrim(f.path, replace(f.path, '/', ''))) + 1) || ':' || i.line
         AS source
  FROM inventory_row i JOIN import_file f ON f.id = i.file_id;
