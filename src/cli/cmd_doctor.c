// SPDX-License-Identifier: Apache-2.0
// delegaudit doctor: one screen that tells whether a scan, or the night, will work.
#include <unistd.h>

#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/configuration.h"
#include "cli/database.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/scan_options.h"

static const struct option_spec options[] = {
    OPTION_CONFIG,
    OPTION_DB,
    OPTIONS_OF_SCAN,
    OPTIONS_END,
};

// What the server or a file put into a finding must not move the cursor.
static void append_plain(struct text *out, const char *text)
{
    for (; *text; text++)
        text_append_byte(out, (unsigned char)*text < 0x20 || *text == 0x7F ? '?' : *text);
}

static void print_finding(void *context, enum delegaudit_health health, const char *directory,
                          const char *what, const char *found, const char *next)
{
    static const char *const words[] = {
        [DELEGAUDIT_FINE] = "ok",
        [DELEGAUDIT_DOUBTFUL] = "warn",
        [DELEGAUDIT_BROKEN] = "fail",
    };
    struct text line CLEANUP(text_clear) = {0};

    (void)directory;
    text_printf(&line, "%-5s %-12s ", words[health], what);
    append_plain(&line, found);
    if (*next) {
        text_append_string(&line, "\n                   ");
        append_plain(&line, next);
    }
    text_append_byte(&line, '\n');
    output_write(context, line.data, line.size);
}

static int examine(struct delegaudit_doctor_options *doctor)
{
    struct output output = {.file.descriptor = STDOUT_FILENO};
    enum delegaudit_health worst;

    doctor->context = &output;
    doctor->find = print_finding;
    delegaudit_doctor(doctor, &worst);
    return worst == DELEGAUDIT_BROKEN ? EXIT_ERROR : EXIT_FINE;
}

static int examine_source(const struct arguments *arguments)
{
    const char **files CLEANUP(cleanup_free) = NULL;
    char *path CLEANUP(cleanup_free) = NULL;
    struct delegaudit_scan_options scan;
    struct delegaudit_doctor_options doctor = {.scan = &scan};
    struct error error = {0};

    if (!scan_options_set(&scan, arguments, &files, &error) ||
        !database_path(&path, arguments, DELEGAUDIT_CREATE, &error))
        return message_error(arguments->verb, &error);
    doctor.database = path;
    return examine(&doctor);
}

static int run(const struct arguments *arguments)
{
    struct delegaudit_config *config CLEANUP(configuration_close) = NULL;
    struct delegaudit_doctor_options doctor = {0};
    struct error error = {0};
    bool has_source = arguments->operand_count || arguments->ldif_files.count;

    if (has_source && arguments->config)
        return message_usage(arguments->verb, "give either --config or what to scan");
    if (has_source)
        return examine_source(arguments);
    if (!configuration_open(&config, arguments, &error))
        return message_error(arguments->verb, &error);
    doctor.config = config;
    return examine(&doctor);
}

const struct command command_doctor = {
    .name = "doctor",
    .operands = "[URI | --ldif FILE...]",
    .summary = "Tell whether a scan, or a run, will work, and what to do if not",
    .options = options,
    .run = run,
};
