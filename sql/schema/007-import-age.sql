-- SPDX-License-Identifier: Apache-2.0
-- How old an import may be before verdicts that rest on it say so: the check's own choice, kept for
-- whoever explains its verdicts.

ALTER TABLE judgement ADD COLUMN max_import_age INTEGER;   -- days; NULL: no limit
