// SPDX-License-Identifier: Apache-2.0
// inih cuts lines into names and values; the keys, their forms and the places of errors are here.
//
// inih tells its handler no line number and breaks a line that is too long into two without a
// word. So it reads through `next_line`, which knows the line at hand.
#include "import/config.h"

#include <ini.h>
#include <limits.h>
#include <string.h>

#include "base/cleanup.h"
#include "import/config_value.h"
#include "import/place.h"

struct section {
    const char *word;
    const struct config_key *keys;
    // A new record of that name; NULL: the section has no name and is the configuration itself.
    void *(*add)(struct config *config, struct config_text name);
};

struct parser {
    struct config config;
    struct bytes rest; // text that was not read
    struct bytes line; // the line at hand
    struct place place;
    const struct section *section;
    void *record;        // of that section; moves with its list
    unsigned long given; // keys of the record that were given, a bit each
    struct error *error;
    bool failed;
};

#define KEY(record, name, kind, field)                                                             \
    {                                                                                              \
        name, kind, offsetof(struct record, field)                                                 \
    }

static const struct config_key run_keys[] = {
    KEY(config, "database", CONFIG_VALUE_PATH, database),
    KEY(config, "published", CONFIG_VALUE_PATH, published),
    KEY(config, "published_group", CONFIG_VALUE_TEXT, published_group),
    KEY(config, "metrics", CONFIG_VALUE_PATH, metrics),
    KEY(config, "fail_on", CONFIG_VALUE_VERDICT, fail_on),
    KEY(config, "new_only", CONFIG_VALUE_FLAG, new_only),
    KEY(config, "suppressions", CONFIG_VALUE_PATH, suppressions),
    KEY(config, "retention", CONFIG_VALUE_NUMBER, retention_days),
    KEY(config, "max_import_age", CONFIG_VALUE_NUMBER, max_import_age_days),
    KEY(config, "log_format", CONFIG_VALUE_LOG, log),
    {0},
};

static const struct config_key directory_keys[] = {
    KEY(config_directory, "uri", CONFIG_VALUE_TEXT, uri),
    KEY(config_directory, "ldif", CONFIG_VALUE_PATHS, ldif),
    KEY(config_directory, "auth", CONFIG_VALUE_AUTH, auth),
    KEY(config_directory, "keytab", CONFIG_VALUE_PATH, keytab),
    KEY(config_directory, "ccache", CONFIG_VALUE_TEXT, ccache),
    KEY(config_directory, "bind_dn", CONFIG_VALUE_TEXT, bind_dn),
    KEY(config_directory, "bind_password_file", CONFIG_VALUE_PATH, bind_password_file),
    KEY(config_directory, "ca_file", CONFIG_VALUE_PATH, ca_file),
    KEY(config_directory, "starttls", CONFIG_VALUE_FLAG, starttls),
    KEY(config_directory, "page_size", CONFIG_VALUE_NUMBER, page_size),
    KEY(config_directory, "timeout", CONFIG_VALUE_NUMBER, timeout_seconds),
    KEY(config_directory, "kdc_profile", CONFIG_VALUE_PROFILE, kdc_profile),
    {0},
};

static const struct config_key import_keys[] = {
    KEY(config_import, "file", CONFIG_VALUE_PATHS, files),
    KEY(config_import, "directory", CONFIG_VALUE_PATHS, folders),
    KEY(config_import, "host", CONFIG_VALUE_TEXT, host),
    {0},
};

static const struct config_key report_keys[] = {
    KEY(config_report, "report", CONFIG_VALUE_TEXT, report),
    KEY(config_report, "format", CONFIG_VALUE_TEXT, format),
    KEY(config_report, "file", CONFIG_VALUE_PATH, file),
    KEY(config_report, "all", CONFIG_VALUE_FLAG, all),
    KEY(config_report, "raw", CONFIG_VALUE_FLAG, raw),
    {0},
};

static void *add_directory(struct config *config, struct config_text name)
{
    vec_push(&config->directories, (struct config_directory){.name = name});
    return &config->directories.items[config->directories.count - 1];
}

static void *add_import(struct config *config, struct config_text name)
{
    vec_push(&config->imports, (struct config_import){.name = name});
    return &config->imports.items[config->imports.count - 1];
}

static void *add_report(struct config *config, struct config_text name)
{
    vec_push(&config->reports, (struct config_report){.name = name});
    return &config->reports.items[config->reports.count - 1];
}

static const struct section sections[] = {
    {"run", run_keys, NULL},
    {"directory", directory_keys, add_directory},
    {"import", import_keys, add_import},
    {"report", report_keys, add_report},
};

enum { SECTION_COUNT = sizeof sections / sizeof *sections };

static bool fail(struct parser *parser)
{
    parser->failed = true;
    return false;
}

static bool name_is_free(const struct parser *parser, const struct section *section,
                         struct bytes name)
{
    const struct config *config = &parser->config;

    for (size_t i = 0; i < config->directories.count && section->add == add_directory; i++)
        if (bytes_equal(bytes_of(config->directories.items[i].name.text), name))
            return false;
    for (size_t i = 0; i < config->imports.count && section->add == add_import; i++)
        if (bytes_equal(bytes_of(config->imports.items[i].name.text), name))
            return false;
    for (size_t i = 0; i < config->reports.count && section->add == add_report; i++)
        if (bytes_equal(bytes_of(config->reports.items[i].name.text), name))
            return false;
    return true;
}

static bool enter(struct parser *parser, const struct section *section, struct bytes name)
{
    struct config_text text = {arena_string(&parser->config.arena, name), parser->place.line,
                               parser->place.column};

    if (!section->add && name.size)
        return place_error(parser->error, parser->place, "section %s has no name", section->word);
    if (section->add && !name.size)
        return place_error(parser->error, parser->place, "section %s needs a name: [%s NAME]",
                           section->word, section->word);
    if (!name_is_free(parser, section, name))
        return place_error(parser->error, parser->place, "section [%s %s] stands twice",
                           section->word, text.text);
    parser->section = section;
    parser->record = section->add ? section->add(&parser->config, text) : &parser->config;
    parser->given = 0;
    return true;
}

// inih keeps only the first bytes of a section's name and says nothing of one without keys.
static bool take_section(struct parser *parser, struct bytes line)
{
    struct bytes inside, behind, word, name;

    if (!bytes_split(bytes_slice(line, 1, SIZE_MAX), ']', &inside, &behind) ||
        (bytes_trim(behind).size && bytes_trim(behind).data[0] != ';'))
        return place_found(parser->error, parser->place, line, "KEY = VALUE or [SECTION]");
    inside = bytes_trim(inside);
    bytes_split(inside, ' ', &word, &name);
    for (size_t i = 0; i < SECTION_COUNT; i++)
        if (bytes_equal(word, bytes_of(sections[i].word)))
            return enter(parser, &sections[i], bytes_trim(name));
    return place_found(parser->error, parser->place, inside,
                       "one of the sections run, directory NAME, import NAME, report NAME");
}

// False ends the parsing.
static bool look_at(struct parser *parser, struct bytes line, size_t most)
{
    size_t bad;

    if (line.size > most)
        return place_error(parser->error, parser->place, "the line is longer than %zu bytes", most);
    if (memchr(line.data, '\0', line.size) || !utf8_is_valid(line, &bad))
        return place_error(parser->error, parser->place, "the line is no UTF-8 text");

    struct bytes trimmed = bytes_trim(line);

    parser->place.column =
        place_column(bytes_slice(line, 0, trimmed.size ? (size_t)(trimmed.data - line.data) : 0));
    return !trimmed.size || trimmed.data[0] != '[' || take_section(parser, trimmed);
}

// fgets over the text (ini_reader): `size` counts the NUL.
static char *next_line(char *out, int size, void *context)
{
    enum { BREAK_BYTES = 3 }; // CR, LF and NUL (ini.h, INI_MAX_LINE)
    struct parser *parser = context;
    struct bytes line;

    if (parser->failed || !parser->rest.size)
        return NULL;
    bytes_split(parser->rest, '\n', &line, &parser->rest);
    parser->line = line;
    parser->place.line++;
    parser->place.column = 1;
    if (!look_at(parser, line, (size_t)size - BREAK_BYTES)) {
        fail(parser);
        return NULL;
    }
    memcpy(out, line.data, line.size);
    memcpy(out + line.size, "\n", 2);
    return out;
}

static const struct config_key *find_key(const struct section *section, struct bytes name)
{
    for (const struct config_key *key = section->keys; key->name; key++)
        if (bytes_equal(bytes_of(key->name), name))
            return key;
    return NULL;
}

static bool refuse_key(struct parser *parser, const char *name)
{
    struct text known CLEANUP(text_clear) = {0};

    if (!parser->section)
        return place_error(parser->error, parser->place, "a key stands before the first section");
    for (const struct config_key *key = parser->section->keys; key->name; key++)
        text_printf(&known, "%s%s", key == parser->section->keys ? "" : ", ", key->name);
    return place_found(parser->error, parser->place, bytes_of(name), "a key of section %s: %s",
                       parser->section->word, known.data);
}

// The place of the value, which inih has cut out of the line.
static struct place place_of(const struct parser *parser, const char *value)
{
    struct place place = parser->place;
    const char *at =
        *value ? memmem(parser->line.data, parser->line.size, value, strlen(value)) : NULL;

    if (at)
        place.column = place_column(bytes_slice(parser->line, 0, (size_t)(at - parser->line.data)));
    return place;
}

static bool take(struct parser *parser, const char *name, const char *value)
{
    const struct config_key *key =
        parser->section ? find_key(parser->section, bytes_of(name)) : NULL;

    if (!key)
        return refuse_key(parser, name);

    unsigned long bit = 1UL << (key - parser->section->keys);

    if ((parser->given & bit) && key->kind != CONFIG_VALUE_PATHS)
        return place_error(parser->error, parser->place, "%s is given twice", name);
    parser->given |= bit;
    if (key->kind == CONFIG_VALUE_PROFILE)
        ((struct config_directory *)parser->record)->has_kdc_profile = true;
    return config_value_set(parser->record, key, value, place_of(parser, value),
                            &parser->config.arena, parser->error);
}

// ini_handler: 0 is an error.
static int take_pair(void *context, const char *section, const char *name, const char *value)
{
    struct parser *parser = context;

    (void)section;
    if (!parser->failed && !take(parser, name, value))
        fail(parser);
    return !parser->failed;
}

static bool refuse_line(struct parser *parser, struct bytes text, int number)
{
    struct bytes line = {0};

    for (int i = 0; i < number; i++)
        bytes_split(text, '\n', &line, &text);
    parser->place.line = (unsigned)number;
    parser->place.column = 1;
    return place_found(parser->error, parser->place, bytes_trim(line), "KEY = VALUE or [SECTION]");
}

static void drop_parser(struct parser *parser)
{
    config_clear(&parser->config);
}

bool config_parse(struct config *out, const char *file, struct bytes text, struct error *error)
{
    CLEANUP(drop_parser) struct parser parser = {.rest = text, .error = error};
    int wrong;

    parser.config.path = arena_string(&parser.config.arena, bytes_of(file));
    parser.config.fail_on = VERDICT_LIKELY_FAIL;
    parser.place.file = parser.config.path;
    wrong = ini_parse_stream(next_line, &parser, take_pair, &parser);
    if (parser.failed)
        return false;
    if (wrong)
        return refuse_line(&parser, text, wrong);
    if (!config_value_complete(&parser.config, error))
        return false;
    *out = parser.config;
    parser.config = (struct config){0};
    return true;
}

void config_clear(struct config *config)
{
    for (size_t i = 0; i < config->directories.count; i++)
        vec_clear(&config->directories.items[i].ldif);
    for (size_t i = 0; i < config->imports.count; i++) {
        vec_clear(&config->imports.items[i].files);
        vec_clear(&config->imports.items[i].folders);
    }
    vec_clear(&config->directories);
    vec_clear(&config->imports);
    vec_clear(&config->reports);
    arena_clear(&config->arena);
    *config = (struct config){0};
}
