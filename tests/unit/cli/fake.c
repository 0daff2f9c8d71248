// SPDX-License-Identifier: Apache-2.0
// A stand-in for the library behind delegaudit.h.
#include "fake.h"

#include <stdio.h>
#include <string.h>

struct delegaudit {
    char unused;
};

struct fake fake;
static struct delegaudit session;

static const char *const formats[] = {"table", "csv", "json", "jsonl"};
static const char *const reports[] = {"accounts", "check"};
static const char *const titles[] = {"Every account", "Every verdict"};
static const char *const verdicts[] = {"will-fail", "likely-fail", "unknown",      "likely-work",
                                       "will-work", "not-needed",  "not-requested"};

void fake_reset(void)
{
    fake = (struct fake){
        .scan_result = {.snapshot = 3, .accounts = 2, .whole = true, .source = "dc1"},
        .check_result = {.has_snapshot = true, .whole = true, .snapshot = "snapshot 3"},
        .whatif_result = {.has_snapshot = true, .whole = true, .snapshot = "snapshot 3"},
        .verify_result = {.snapshot = "snapshot 3"},
        .rows = "rows\n",
        .bad_file = "",
    };
}

static bool answer(enum status status, struct error *error)
{
    return status == STATUS_OK || error_set(error, status, "the fake refuses");
}

const char *delegaudit_version(void)
{
    return "1.2.3";
}

bool delegaudit_open(struct delegaudit **out, const char *path, enum delegaudit_mode mode,
                     struct error *error)
{
    snprintf(fake.path, sizeof fake.path, "%s", path);
    fake.mode = mode;
    if (!answer(fake.open_status, error))
        return false;
    *out = &session;
    return true;
}

void delegaudit_close(struct delegaudit *closed)
{
    (void)closed;
}

bool delegaudit_scan(const char *path, const struct delegaudit_scan_options *options,
                     struct delegaudit_scan_result *result, struct error *error)
{
    snprintf(fake.path, sizeof fake.path, "%s", path);
    fake.scan = *options;
    for (size_t i = 0; i < options->ldif_count; i++) {
        strcat(fake.ldif, options->ldif_files[i]);
        strcat(fake.ldif, ";");
    }
    options->progress(options->progress_context, 1000, "DC=corp,DC=example");
    if (!answer(fake.scan_status, error))
        return false;
    *result = fake.scan_result;
    return true;
}

bool delegaudit_import(struct delegaudit *opened, const char *file, const char *host,
                       const struct delegaudit_import_watch *watch,
                       struct delegaudit_import_result *result, struct error *error)
{
    (void)opened;
    (void)host;
    (void)watch;
    fake.imports++;
    if (strcmp(file, fake.bad_file) == 0)
        return error_set(error, fake.bad_status, "%s:1:1: the fake refuses", file);
    *result = (struct delegaudit_import_result){.format = "inventory", .records = 5};
    return true;
}

bool delegaudit_check(struct delegaudit *opened, const struct delegaudit_check_options *options,
                      struct delegaudit_check_result *result, struct error *error)
{
    (void)opened;
    fake.max_import_age_days = options ? options->max_import_age_days : 0;
    if (!answer(fake.check_status, error))
        return false;
    *result = fake.check_result;
    memcpy(result->counted, result->verdicts, sizeof result->counted);
    return true;
}

bool delegaudit_verdict_from_word(const char *word, unsigned *index)
{
    for (unsigned i = 0; i < 7; i++)
        if (strcmp(word, verdicts[i]) == 0) {
            *index = i;
            return true;
        }
    return false;
}

const char *delegaudit_verdict_word(unsigned index)
{
    return index < 7 ? verdicts[index] : NULL;
}

const char *delegaudit_format_name(unsigned index)
{
    return index < 4 ? formats[index] : NULL;
}

const char *delegaudit_report_name(unsigned index)
{
    return index < 2 ? reports[index] : NULL;
}

const char *delegaudit_report_title(unsigned index)
{
    return index < 2 ? titles[index] : NULL;
}

static bool print(const struct delegaudit_output *output, struct error *error)
{
    fake.output = *output;
    if (!output->write(output->context, fake.rows, strlen(fake.rows)))
        return error_set(error, STATUS_SYSTEM, "the output could not be written");
    return answer(fake.report_status, error);
}

bool delegaudit_report(struct delegaudit *opened, const char *name, bool all,
                       const struct delegaudit_output *output, uint64_t *row_count,
                       struct error *error)
{
    (void)opened;
    (void)row_count;
    snprintf(fake.report, sizeof fake.report, "%s", name);
    fake.all = all;
    return print(output, error);
}

bool delegaudit_new_findings(struct delegaudit *opened, const struct delegaudit_output *output,
                             uint64_t *row_count, struct error *error)
{
    return delegaudit_report(opened, "new", false, output, row_count, error);
}

bool delegaudit_diff(struct delegaudit *opened, const struct delegaudit_diff_options *options,
                     const struct delegaudit_output *output, struct delegaudit_diff_result *result,
                     struct error *error)
{
    (void)opened;
    options->note(options->note_context, "noted");
    *result = (struct delegaudit_diff_result){.earlier = 1, .later = 2, .judged = true};
    return print(output, error);
}

const char *delegaudit_diff_outcome(unsigned index)
{
    static const char *const outcomes[] = {"", "newly-failing"};

    return index < 2 ? outcomes[index] : NULL;
}

bool delegaudit_query(struct delegaudit *opened, const char *sql,
                      const struct delegaudit_output *output, uint64_t *row_count,
                      struct error *error)
{
    (void)opened;
    (void)row_count;
    snprintf(fake.sql, sizeof fake.sql, "%s", sql);
    return print(output, error);
}

bool delegaudit_export(struct delegaudit *opened, enum delegaudit_export_what what,
                       const struct delegaudit_output *output, uint64_t *row_count,
                       struct error *error)
{
    (void)opened;
    fake.exported = what;
    *row_count = 3;
    return print(output, error);
}

const char *delegaudit_export_format_name(unsigned index)
{
    return index == 0 ? "csv" : NULL;
}

bool delegaudit_rules(const char *only, const struct delegaudit_output *output, struct error *error)
{
    (void)only;
    return print(output, error);
}

// Knows one setting, one word, and a setting that is wrong as a whole.
bool delegaudit_whatif_is_setting(const char *text, struct delegaudit_whatif_fault *fault,
                                  struct error *error)
{
    *fault = (struct delegaudit_whatif_fault){.part = DELEGAUDIT_WHATIF_WHOLE};
    if (strcmp(text, "good") == 0)
        return true;
    if (strcmp(text, "whole") != 0) {
        fault->part = DELEGAUDIT_WHATIF_FLAG;
        snprintf(fault->word, sizeof fault->word, "%s", text);
    }
    return error_set(error, STATUS_USAGE, "'%s' is none", text);
}

const char *delegaudit_whatif_word(enum delegaudit_whatif_part part, unsigned index)
{
    static const char *const words[] = {"sensitive", "trusted"};

    return part == DELEGAUDIT_WHATIF_FLAG && index < 2 ? words[index] : NULL;
}

static void keep_words(const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        strcat(fake.whatif, words[i]);
        strcat(fake.whatif, ";");
    }
}

bool delegaudit_whatif(struct delegaudit *opened, const struct delegaudit_whatif_options *options,
                       const struct delegaudit_output *output,
                       struct delegaudit_whatif_result *result, struct error *error)
{
    (void)opened;
    keep_words(options->settings, options->setting_count);
    keep_words(options->groups, options->group_count);
    keep_words(options->files, options->file_count);
    fake.all = options->all;
    if (!answer(fake.whatif_status, error))
        return false;
    if (fake.note)
        options->note(options->note_context, fake.note);
    *result = fake.whatif_result;
    return print(output, error);
}

bool delegaudit_verify(struct delegaudit *opened, const struct delegaudit_verify_options *options,
                       const struct delegaudit_output *output,
                       struct delegaudit_verify_result *result, struct error *error)
{
    (void)opened;
    fake.verify = *options;
    if (!answer(fake.verify_status, error))
        return false;
    options->note(options->note_context, "4768: a TGT");
    *result = fake.verify_result;
    return print(output, error);
}

bool delegaudit_config_open(struct delegaudit_config **out, const char *path, struct error *error)
{
    (void)out;
    return error_set(error, STATUS_SYSTEM, "%s cannot be opened", path);
}

void delegaudit_config_close(struct delegaudit_config *config)
{
    (void)config;
}

const char *delegaudit_config_database(const struct delegaudit_config *config)
{
    (void)config;
    return "configured.db";
}

const char *delegaudit_config_published(const struct delegaudit_config *config)
{
    (void)config;
    return NULL;
}
