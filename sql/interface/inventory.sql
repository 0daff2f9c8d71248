-- SPDX-License-Identifier: Apache-2.0
-- The inventory as a view that takes INSERT, UPDATE and DELETE from any program that speaks SQL:
-- the triggers refuse what an import refuses. tools/interface.py puts words and checks in the place
-- of what stands in braces: `words` and `list` are a vocabulary of src/core/vocab.def, without the
-- words behind a minus; `text` and `word` a column's value without blanks around it; `checks` the
-- part between the two marks. The comments behind the columns go to delegaudit-schema(5).

DROP VIEW IF EXISTS inventory;
CREATE VIEW inventory AS
SELECT r.id,                      -- number of the row; the database gives it
       f.path AS file,            -- path of an imported file, or `sql:NAME`; left out: `sql:site`
       r.line,                    -- line in that file; of a row that SQL made its number
       r.host,                    -- host, or `@group:ACCOUNT`; required
       r.application,             -- required
       r.process,                 -- tells several processes of one application apart
       r.kind,                    -- {words:kind}
       r.hosted_by,               -- applications, a list
       r.identity,                -- account
       r.callers,                 -- accounts, a list
       r.level,                   -- {words:level-unknown}
       r.complus_level,           -- {words:level-unknown}
       r.dcomcnfg_level,          -- {words:level-unknown}
       r.proxy_level,             -- {words:level-unknown}
       r.activation_level,        -- {words:level-unknown}
       r.interface,               -- the interface that a proxy blanket was set for
       r.flags,                   -- a list of {words:flag}
       r.transport,               -- {words:transport}
       r.authn_service,           -- {words:authn_service}
       r.authn_level,             -- {words:authn_level}
       r.cloaking,                -- {words:cloaking}
       r.server,                  -- SPN, host or address; required
       r.server_identity,         -- account
       r.targets,                 -- SPNs or hosts, a list
       r.server_application,      -- AppID, CLSID, ProgID, or the name that the host has for it
       substr(f.path, length(rtrim(f.path, replace(f.path, '/', ''))) + 1) || ':' || r.line
         AS source                -- file and line as evidence of verdicts names them; not written
  FROM inventory_row r JOIN import_file f ON f.id = r.file_id
       /* interface {digest} */;

-- <checks>
    SELECT RAISE(ABORT, 'file: expected sql:NAME, with up to 64 letters, digits, blanks or . _ -')
     WHERE NOT {set:file};
    SELECT RAISE(ABORT, 'host: found nothing, expected a host or @group:NAME')
     WHERE {text:host} = '';
    SELECT RAISE(ABORT, 'host: expected a host or @group:NAME')
     WHERE {text:host} LIKE '@%' AND {text:host} NOT LIKE '@group:_%';
    SELECT RAISE(ABORT, 'application: found nothing, expected its name')
     WHERE {text:application} = '';
    SELECT RAISE(ABORT, 'server: found nothing, expected an SPN, a host or an address')
     WHERE {text:server} = '';
    SELECT RAISE(ABORT, 'kind: expected nothing or one of {words:kind}')
     WHERE {word:kind} NOT IN ('', {list:kind});
    SELECT RAISE(ABORT, 'level: expected nothing or one of {words:level-unknown}')
     WHERE {word:level} NOT IN ('', {list:level-unknown});
    SELECT RAISE(ABORT, 'complus_level: expected nothing or one of {words:level-unknown}')
     WHERE {word:complus_level} NOT IN ('', {list:level-unknown});
    SELECT RAISE(ABORT, 'dcomcnfg_level: expected nothing or one of {words:level-unknown}')
     WHERE {word:dcomcnfg_level} NOT IN ('', {list:level-unknown});
    SELECT RAISE(ABORT, 'proxy_level: expected nothing or one of {words:level-unknown}')
     WHERE {word:proxy_level} NOT IN ('', {list:level-unknown});
    SELECT RAISE(ABORT, 'activation_level: expected nothing or one of {words:level-unknown}')
     WHERE {word:activation_level} NOT IN ('', {list:level-unknown});
    SELECT RAISE(ABORT, 'flags: expected nothing or, with ; between them, {words:flag}')
     WHERE EXISTS (SELECT 1 FROM {items:flags} WHERE {item:} <> ''
                                                 AND lower({item:}) NOT IN ({list:flag}));
    SELECT RAISE(ABORT, 'transport: expected nothing or one of {words:transport}')
     WHERE {word:transport} NOT IN ('', {list:transport});
    SELECT RAISE(ABORT, 'authn_service: expected nothing or one of {words:authn_service}')
     WHERE {word:authn_service} NOT IN ('', {list:authn_service});
    SELECT RAISE(ABORT, 'authn_level: expected nothing or one of {words:authn_level}')
     WHERE {word:authn_level} NOT IN ('', {list:authn_level});
    SELECT RAISE(ABORT, 'cloaking: expected nothing or one of {words:cloaking}')
     WHERE {word:cloaking} NOT IN ('', {list:cloaking});
    SELECT RAISE(ABORT, 'identity: expected {an-account:}')
     WHERE {text:identity} <> '' AND NOT {account:identity};
    SELECT RAISE(ABORT, 'server_identity: expected {an-account:}')
     WHERE {text:server_identity} <> '' AND NOT {account:server_identity};
    SELECT RAISE(ABORT, 'callers: expected, with ; between them, {an-account:}')
     WHERE EXISTS (SELECT 1 FROM {items:callers} WHERE {item:} <> '' AND NOT {account:});
    {no-controls:host application process hosted_by identity callers interface}
    {no-controls:server server_identity targets server_application}
    SELECT RAISE(ABORT, 'the row is longer than 200000 characters')
     WHERE length(NEW.host) + length(NEW.application) + coalesce(length(NEW.process), 0)
         + coalesce(length(NEW.hosted_by), 0) + coalesce(length(NEW.identity), 0)
         + coalesce(length(NEW.callers), 0) + coalesce(length(NEW.interface), 0)
         + length(NEW.server) + coalesce(length(NEW.server_identity), 0)
         + coalesce(length(NEW.targets), 0) + coalesce(length(NEW.server_application), 0) > 200000;
-- </checks>

CREATE TRIGGER inventory_insert INSTEAD OF INSERT ON inventory BEGIN
    {checks}
    INSERT INTO import_file (path, format, digest, imported, records)
    SELECT {file:}, 'sql', x'', 0, 0
     WHERE NOT EXISTS (SELECT 1 FROM import_file WHERE path = {file:});
    INSERT INTO inventory_row (file_id, line, host, application, process, kind, hosted_by, identity,
                               callers, level, complus_level, dcomcnfg_level, proxy_level,
                               activation_level, interface, flags, transport, authn_service,
                               authn_level, cloaking, server, server_identity, targets,
                               server_application)
    SELECT id, 0, {text:host}, {text:application}, {text:process}, {word:kind}, {text:hosted_by},
           {text:identity}, {text:callers}, {word:level}, {word:complus_level},
           {word:dcomcnfg_level}, {word:proxy_level}, {word:activation_level}, {text:interface},
           {flags:}, {word:transport}, coalesce(nullif({word:authn_service}, ''), 'default'),
           coalesce(nullif({word:authn_level}, ''), 'default'), {word:cloaking}, {text:server},
           {text:server_identity}, {text:targets}, {text:server_application}
      FROM import_file WHERE path = {file:};
    UPDATE inventory_row SET line = id WHERE id = last_insert_rowid();
    UPDATE import_file SET records = records + 1,
                           imported = CAST(strftime('%s', 'now') AS INTEGER)
     WHERE path = {file:};
END;

CREATE TRIGGER inventory_update INSTEAD OF UPDATE ON inventory BEGIN
    SELECT RAISE(ABORT, 'the row came from a file: correct the file and import it again')
     WHERE OLD.file NOT LIKE 'sql:%';
    SELECT RAISE(ABORT, 'id, line and source cannot be written')
     WHERE NEW.id IS NOT OLD.id OR NEW.line IS NOT OLD.line OR NEW.source IS NOT OLD.source;
    SELECT RAISE(ABORT, 'file: a row keeps the one that it has: delete it and insert it anew')
     WHERE NEW.file IS NOT OLD.file;
    {checks}
    UPDATE inventory_row
       SET host = {text:host}, application = {text:application}, process = {text:process},
           kind = {word:kind}, hosted_by = {text:hosted_by}, identity = {text:identity},
           callers = {text:callers}, level = {word:level}, complus_level = {word:complus_level},
           dcomcnfg_level = {word:dcomcnfg_level}, proxy_level = {word:proxy_level},
           activation_level = {word:activation_level}, interface = {text:interface},
           flags = {flags:}, transport = {word:transport},
           authn_service = coalesce(nullif({word:authn_service}, ''), 'default'),
           authn_level = coalesce(nullif({word:authn_level}, ''), 'default'),
           cloaking = {word:cloaking}, server = {text:server},
           server_identity = {text:server_identity}, targets = {text:targets},
           server_application = {text:server_application}
     WHERE id = OLD.id;
    UPDATE import_file SET imported = CAST(strftime('%s', 'now') AS INTEGER) WHERE path = OLD.file;
END;

CREATE TRIGGER inventory_delete INSTEAD OF DELETE ON inventory BEGIN
    SELECT RAISE(ABORT, 'the row came from a file: take it out of the file and import it again')
     WHERE OLD.file NOT LIKE 'sql:%';
    DELETE FROM inventory_row WHERE id = OLD.id;
    UPDATE import_file SET records = records - 1,
                           imported = CAST(strftime('%s', 'now') AS INTEGER)
     WHERE path = OLD.file;
    DELETE FROM import_file WHERE path = OLD.file AND records = 0;
END;
