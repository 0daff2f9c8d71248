// SPDX-License-Identifier: Apache-2.0
// The metrics of a run: those of the database, and how the run itself went.
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "audit/night.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/replace.h"

static const char last_success[] = "delegaudit_run_last_success_timestamp_seconds";

static void close_session(struct delegaudit **session)
{
    delegaudit_close(*session);
}

// Since when runs fail stands nowhere but in the former file. 0: it tells of no success.
static int64_t former_success(const char *path)
{
    FILE *file CLEANUP(cleanup_file) = fopen(path, "re");
    char *line CLEANUP(cleanup_free) = NULL;
    size_t capacity = 0, size = sizeof last_success - 1;
    int64_t found = 0;

    while (file && getline(&line, &capacity, file) > 0)
        if (strncmp(line, last_success, size) == 0 && line[size] == ' ')
            bytes_to_int64(bytes_trim(bytes_of(line + size)), &found);
    return found;
}

static void append(struct text *out, const char *name, const char *help, int64_t value)
{
    text_printf(out, "# HELP %s %s\n# TYPE %s gauge\n%s %" PRId64 "\n", name, help, name, name,
                value);
}

static void append_run(struct text *out, const struct night *night, int64_t now)
{
    const struct delegaudit_run_result *result = night->result;
    int64_t success = result->failed ? former_success(night->config->metrics.text) : now;

    append(out, "delegaudit_run_timestamp_seconds", "When the newest run ended.", now);
    append(out, "delegaudit_run_duration_seconds", "How long it took.", now - night->started);
    append(out, "delegaudit_run_failed_steps", "Steps of it that ended in an error.",
           result->failed);
    append(out, "delegaudit_run_complete", "1 where all that it asked for could be read whole.",
           !result->failed && !result->incomplete);
    if (!result->failed)
        append(out, "delegaudit_run_findings", "Verdicts at fail_on or worse.",
               (int64_t)result->findings);
    if (success)
        append(out, last_success, "When a run ended without an error.", success);
}

static bool write_bytes(void *context, const char *data, size_t size)
{
    return replace_write(context, data, size);
}

static bool write_database(struct replacement *file, const char *database, struct error *error)
{
    struct delegaudit *session CLEANUP(close_session) = NULL;
    const struct delegaudit_output output = {
        .format = "prometheus", .context = file, .write = write_bytes};

    return delegaudit_open(&session, database, DELEGAUDIT_READ, error) &&
           delegaudit_report(session, "metrics", true, &output, NULL, error);
}

// A database that cannot be read is a reason to tell of the run, not to be silent.
static bool write_metrics(void *context, void *result, struct error *error)
{
    const struct night *night = context;
    const struct config *config = night->config;
    struct replacement file CLEANUP(replace_discard) = REPLACEMENT_CLOSED;
    struct text run CLEANUP(text_clear) = {0};
    struct error ignored = {0};

    (void)result;
    append_run(&run, night, clock_now());
    if (!replace_open(&file, config->metrics.text, 0644, error))
        return false;
    if (!write_database(&file, config->database.text, night->result->failed ? &ignored : error) &&
        !night->result->failed)
        return false;
    return (replace_write(&file, run.data, run.size) ||
            error_set_errno(error, errno, "%s", config->metrics.text)) &&
           replace_finish(&file, error);
}

void night_metrics(struct night *night)
{
    if (night_step(night, "metrics", write_metrics, night, NULL, 0))
        night_log(night, DELEGAUDIT_INFO, "metrics", "%s", night->config->metrics.text);
}
