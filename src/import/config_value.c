// SPDX-License-Identifier: Apache-2.0
// Forms of values, and the rules between keys.
#include "import/config_value.h"

#include <limits.h>
#include <string.h>

#include "base/cleanup.h"

static const char *const flag_words[] = {"no", "yes", NULL};
static const char *const log_words[] = {
    [CONFIG_LOG_TEXT] = "text", [CONFIG_LOG_JSON] = "json", NULL};
static const char *const auth_words[] = {[CONFIG_KERBEROS] = "kerberos",
                                         [CONFIG_SIMPLE] = "simple",
                                         [CONFIG_EXTERNAL] = "external",
                                         NULL};

// The number of a word in a list, -1 with the error where it is none of them.
static int word_number(const char *const *words, const char *value, struct place place,
                       struct error *error)
{
    struct text known CLEANUP(text_clear) = {0};

    for (int i = 0; words[i]; i++) {
        if (strcmp(words[i], value) == 0)
            return i;
        text_printf(&known, "%s%s", i ? ", " : "", words[i]);
    }
    place_found(error, place, bytes_of(value), "one of %s", known.data);
    return -1;
}

static bool set_verdict(enum verdict *out, const char *value, struct place place,
                        struct error *error)
{
    struct text known CLEANUP(text_clear) = {0};

    if (verdict_from_word(bytes_of(value), out))
        return true;
    for (unsigned i = 0; i < verdict_count; i++)
        text_printf(&known, "%s%s", i ? ", " : "", verdict_word((enum verdict)i));
    return place_found(error, place, bytes_of(value), "a verdict: %s", known.data);
}

static bool set_profile(enum kdc_profile *out, const char *value, struct place place,
                        struct error *error)
{
    struct text known CLEANUP(text_clear) = {0};

    if (kdc_profile_from_word(bytes_of(value), out))
        return true;
    for (unsigned i = 0; i < kdc_profile_count; i++)
        text_printf(&known, "%s%s", i ? ", " : "", kdc_profile_word((enum kdc_profile)i));
    return place_found(error, place, bytes_of(value), "a KDC profile: %s", known.data);
}

static bool set_number(unsigned *out, const char *value, struct place place, struct error *error)
{
    int64_t number;

    if (!bytes_to_int64(bytes_of(value), &number) || number < 1 || number > INT_MAX)
        return place_found(error, place, bytes_of(value), "a number from 1 to %d", INT_MAX);
    *out = (unsigned)number;
    return true;
}

// What a service's working directory is, nobody who writes the file can see.
static bool check_path(const char *value, struct place place, struct error *error)
{
    return *value == '/' ||
           place_found(error, place, bytes_of(value), "a path from the root, /...");
}

// `field` is an enumeration or a bool, as `kind` says.
static bool set_word(void *field, enum config_kind kind, const char *value, struct place place,
                     struct error *error)
{
    const char *const *words = kind == CONFIG_VALUE_FLAG  ? flag_words
                               : kind == CONFIG_VALUE_LOG ? log_words
                                                          : auth_words;
    int number = word_number(words, value, place, error);

    if (number < 0)
        return false;
    if (kind == CONFIG_VALUE_FLAG)
        *(bool *)field = number;
    else if (kind == CONFIG_VALUE_LOG)
        *(enum config_log *)field = (enum config_log)number;
    else
        *(enum config_auth *)field = (enum config_auth)number;
    return true;
}

bool config_value_set(void *record, const struct config_key *key, const char *value,
                      struct place place, struct arena *arena, struct error *error)
{
    void *field = (char *)record + key->field;
    struct config_text text = {arena_string(arena, bytes_of(value)), place.line, place.column};

    if (!*value)
        return place_error(error, place, "%s has no value", key->name);
    switch (key->kind) {
    case CONFIG_VALUE_TEXT:
        *(struct config_text *)field = text;
        return true;
    case CONFIG_VALUE_PATH:
        *(struct config_text *)field = text;
        return check_path(value, place, error);
    case CONFIG_VALUE_PATHS:
        vec_push((struct config_texts *)field, text);
        return check_path(value, place, error);
    case CONFIG_VALUE_NUMBER:
        return set_number(field, value, place, error);
    case CONFIG_VALUE_VERDICT:
        return set_verdict(field, value, place, error);
    case CONFIG_VALUE_PROFILE:
        return set_profile(field, value, place, error);
    case CONFIG_VALUE_FLAG:
    case CONFIG_VALUE_LOG:
    case CONFIG_VALUE_AUTH:
        return set_word(field, key->kind, value, place, error);
    }
    return false;
}

static struct place place_of(const struct config *config, const struct config_text *text)
{
    return (struct place){config->path, text->line, text->column};
}

static bool check_source(const struct config *config, const struct config_directory *directory,
                         struct error *error)
{
    struct place place = place_of(config, &directory->name);

    if (!directory->uri.text && !directory->ldif.count)
        return place_error(error, place, "section directory %s has neither uri nor ldif",
                           directory->name.text);
    if (directory->uri.text && directory->ldif.count)
        return place_error(error, place, "section directory %s has both uri and ldif",
                           directory->name.text);
    if (directory->uri.text && !strstr(directory->uri.text, "://"))
        return place_found(error, place_of(config, &directory->uri), bytes_of(directory->uri.text),
                           "ldap://HOST or ldaps://HOST");
    return true;
}

// What the way to authenticate needs, and what another one would need.
static bool check_auth(const struct config *config, const struct config_directory *directory,
                       struct error *error)
{
    const struct config_text *of_kerberos =
        directory->keytab.text ? &directory->keytab : &directory->ccache;
    const struct config_text *of_simple =
        directory->bind_dn.text ? &directory->bind_dn : &directory->bind_password_file;

    if (directory->auth == CONFIG_SIMPLE &&
        (!directory->bind_dn.text || !directory->bind_password_file.text))
        return place_error(error, place_of(config, &directory->name),
                           "auth = simple needs bind_dn and bind_password_file");
    if (directory->auth != CONFIG_SIMPLE && of_simple->text)
        return place_error(error, place_of(config, of_simple),
                           "bind_dn and bind_password_file need auth = simple");
    if (directory->auth != CONFIG_KERBEROS && of_kerberos->text)
        return place_error(error, place_of(config, of_kerberos),
                           "keytab and ccache need auth = kerberos");
    return true;
}

static bool check_report(const struct config *config, struct config_report *report,
                         struct error *error)
{
    if (!report->file.text)
        return place_error(error, place_of(config, &report->name), "section report %s has no file",
                           report->name.text);
    if (!report->report.text)
        report->report = report->name;
    if (!report->format.text)
        report->format = (struct config_text){"csv", report->name.line, report->name.column};
    return true;
}

bool config_value_complete(struct config *config, struct error *error)
{
    if (!config->database.text)
        return place_error(error, (struct place){config->path, 1, 1},
                           "no database is given: [run] needs database = FILE");
    for (size_t i = 0; i < config->directories.count; i++)
        if (!check_source(config, &config->directories.items[i], error) ||
            !check_auth(config, &config->directories.items[i], error))
            return false;
    for (size_t i = 0; i < config->imports.count; i++)
        if (!config->imports.items[i].files.count && !config->imports.items[i].folders.count)
            return place_error(error, place_of(config, &config->imports.items[i].name),
                               "section import %s has neither file nor directory",
                               config->imports.items[i].name.text);
    for (size_t i = 0; i < config->reports.count; i++)
        if (!check_report(config, &config->reports.items[i], error))
            return false;
    return true;
}
