// SPDX-License-Identifier: Apache-2.0
// The steps of a run: scan, import, check, reports.
#include "audit/night.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "audit/credentials.h"
#include "audit/leftover.h"
#include "base/cleanup.h"
#include "base/memory.h"
#include "base/replace.h"
#include "base/walk.h"

static void close_session(struct delegaudit **session)
{
    delegaudit_close(*session);
}

// ---- scan ---------------------------------------------------------------------------------------

struct scan_step {
    struct night *night;
    const struct config_directory *directory;
};

static bool scan(void *context, void *result, struct error *error)
{
    const struct scan_step *step = context;
    const struct config_directory *directory = step->directory;
    const struct delegaudit_run_options *options = step->night->options;
    const char **files CLEANUP(cleanup_free) = memory_calloc(directory->ldif.count, sizeof *files);
    struct delegaudit_scan_options scan = credentials_scan_options(directory, files);

    scan.progress_context = options->context;
    scan.progress = options->progress;
    scan.keep_days = step->night->config->retention_days;
    return credentials_set(directory, error) &&
           delegaudit_scan(step->night->config->database.text, &scan, result, error);
}

void night_scan(struct night *night, const struct config_directory *directory)
{
    struct scan_step step = {night, directory};
    struct delegaudit_scan_result result;

    _Static_assert(sizeof result <= STEP_RESULT_BYTES, "a step's result is handed over whole");
    if (!night_step(night, "scan", scan, &step, &result, sizeof result)) {
        leftover_remove_abandoned(night->config->database.text);
        return;
    }
    night->result->incomplete |= !result.whole;
    night_log(night, result.whole ? DELEGAUDIT_INFO : DELEGAUDIT_WARNING, "scan",
              "%s: snapshot %" PRId64 ": %" PRIu64 " accounts, %" PRIu64 " groups, %" PRIu64
              " objects from %s%s%s%s%s",
              directory->name.text, result.snapshot, result.accounts, result.groups, result.objects,
              result.source, directory->has_kdc_profile ? "; KDC taken for " : "",
              directory->has_kdc_profile ? kdc_profile_word(directory->kdc_profile) : "",
              result.whole ? "" : "; not read: ", result.shortfall);
}

// ---- import -------------------------------------------------------------------------------------

struct import_counts {
    uint64_t files, records, wrong;
};

struct import_step {
    struct night *night;
    struct delegaudit *session; // owned
    const char *host;
    struct import_counts *counts;
    struct error *error; // of what ends the walk of a folder
};

// What the next file cannot help: the database, the disk, this program.
static bool concerns_all(const struct error *error)
{
    return error->status == STATUS_STORE || error->status == STATUS_INTERNAL;
}

static void import_wrong(struct import_step *step, const struct error *error)
{
    step->counts->wrong++;
    night_log(step->night, DELEGAUDIT_ERROR, "import", "%s", error->message);
}

static bool import_file(struct import_step *step, const char *path, bool may_be_foreign,
                        struct error *error)
{
    struct delegaudit_import_result result = {0};
    struct error own = {0};

    step->counts->files++;
    if (delegaudit_import(step->session, path, step->host, NULL, &result, &own)) {
        step->counts->records += result.records;
        return true;
    }
    if (concerns_all(&own)) {
        *error = own;
        return false;
    }
    if (!result.is_foreign || !may_be_foreign) {
        import_wrong(step, &own);
        return true;
    }
    step->counts->files--;
    night_log(step->night, DELEGAUDIT_INFO, "import", "%s: left out, no client file", path);
    return true;
}

static bool import_found(void *context, const char *path)
{
    struct import_step *step = context;

    return import_file(step, path, true, step->error);
}

// A folder that cannot be read is as good as a file that cannot.
static bool import_folder(struct import_step *step, const char *folder, struct error *error)
{
    struct error own = {0};

    step->error = error;
    if (walk_files(folder, import_found, step, &own))
        return true;
    if (own.status == STATUS_OK)
        return false;
    import_wrong(step, &own);
    return true;
}

static bool import_section(struct import_step *step, const struct config_import *section,
                           struct error *error)
{
    step->host = section->host.text;
    for (size_t i = 0; i < section->files.count; i++)
        if (!import_file(step, section->files.items[i].text, false, error))
            return false;
    for (size_t i = 0; i < section->folders.count; i++)
        if (!import_folder(step, section->folders.items[i].text, error))
            return false;
    return true;
}

static bool import(void *context, void *result, struct error *error)
{
    struct night *night = context;
    const struct config *config = night->config;
    struct delegaudit *session CLEANUP(close_session) = NULL;
    struct import_step step = {.night = night, .counts = result};

    if (!delegaudit_open(&session, config->database.text, DELEGAUDIT_CREATE, error))
        return false;
    step.session = session;
    for (size_t i = 0; i < config->imports.count; i++)
        if (!import_section(&step, &config->imports.items[i], error))
            return false;
    return true;
}

void night_import(struct night *night)
{
    struct import_counts counts;

    if (!night_step(night, "import", import, night, &counts, sizeof counts))
        return;
    night->result->incomplete |= counts.wrong != 0;
    night_log(night, counts.wrong ? DELEGAUDIT_WARNING : DELEGAUDIT_INFO, "import",
              "%" PRIu64 " files, %" PRIu64 " records%s", counts.files, counts.records,
              counts.wrong ? "; what is wrong stands above and was left out" : "");
}

// ---- check --------------------------------------------------------------------------------------

// What suppressions have to say: one that expired, one that fits nothing.
static void note_check(void *context, const char *text)
{
    night_log(context, DELEGAUDIT_NOTICE, "check", "%s", text);
}

static bool check(void *context, void *result, struct error *error)
{
    const struct night *night = context;
    struct delegaudit *session CLEANUP(close_session) = NULL;
    const struct delegaudit_check_options options = {
        .suppressions = night->config->suppressions.text,
        .max_import_age_days = night->config->max_import_age_days,
        .note_context = context,
        .note = note_check,
    };

    return delegaudit_open(&session, night->config->database.text, DELEGAUDIT_WRITE, error) &&
           delegaudit_check(session, &options, result, error);
}

static void append_counts(struct text *out, const struct delegaudit_check_result *result)
{
    for (unsigned i = 0; i < verdict_count; i++)
        text_printf(out, "%s%" PRIu64 " %s", i ? ", " : "", result->verdicts[i],
                    verdict_word((enum verdict)i));
}

// Verdicts count downwards: the worst is number 0.
void night_check(struct night *night)
{
    struct delegaudit_check_result result;
    struct text counts CLEANUP(text_clear) = {0};

    if (!night_step(night, "check", check, night, &result, sizeof result))
        return;
    night->judged = true;
    night->result->incomplete |= !result.has_snapshot || !result.whole;
    for (unsigned i = 0; i <= night->config->fail_on; i++)
        night->result->findings += (night->config->new_only ? result.fresh : result.counted)[i];
    append_counts(&counts, &result);
    night_log(night, result.has_snapshot && result.whole ? DELEGAUDIT_INFO : DELEGAUDIT_WARNING,
              "check", "%s: %s",
              result.has_snapshot ? result.snapshot
                                  : "no snapshot, so nothing of the directory is known",
              counts.data);
    if (night->result->findings)
        night_log(night, DELEGAUDIT_NOTICE, "check", "%" PRIu64 "%s at %s or worse",
                  night->result->findings, night->config->new_only ? " new" : "",
                  verdict_word(night->config->fail_on));
}

// ---- reports ------------------------------------------------------------------------------------

struct report_step {
    const struct night *night;
    const struct config_report *report;
};

static bool write_bytes(void *context, const char *data, size_t size)
{
    return replace_write(context, data, size);
}

static bool render(struct delegaudit *session, const struct config_report *report,
                   struct replacement *file, uint64_t *rows, struct error *error)
{
    const struct delegaudit_output output = {
        .format = report->format.text, .raw = report->raw, .context = file, .write = write_bytes};

    if (delegaudit_report(session, report->report.text, report->all, &output, rows, error))
        return true;
    return file->failure ? error_set_errno(error, file->failure, "%s", report->file.text) : false;
}

static bool write_report(void *context, void *result, struct error *error)
{
    const struct report_step *step = context;
    const struct config_report *report = step->report;
    struct delegaudit *session CLEANUP(close_session) = NULL;
    struct replacement file CLEANUP(replace_discard) = REPLACEMENT_CLOSED;

    return delegaudit_open(&session, step->night->config->database.text, DELEGAUDIT_READ, error) &&
           replace_open(&file, report->file.text, 0644, error) &&
           render(session, report, &file, result, error) && replace_finish(&file, error);
}

void night_report(struct night *night, const struct config_report *report)
{
    struct report_step step = {night, report};
    uint64_t rows;

    if (!night_step(night, "report", write_report, &step, &rows, sizeof rows))
        return;
    night_log(night, DELEGAUDIT_INFO, "report", "%s: %" PRIu64 " rows in %s", report->name.text,
              rows, report->file.text);
}
