// SPDX-License-Identifier: Apache-2.0
// Lines of a run on standard error: for people, for the journal, or as JSON.
#ifndef CLI_LOG_H
#define CLI_LOG_H

#include <stdbool.h>

#include "base/error.h"
#include "cli/options.h"
#include "delegaudit.h"

enum log_format {
    LOG_TEXT,    // delegaudit: STEP: message
    LOG_JOURNAL, // the same behind <PRIORITY> (sd-daemon(3)), which the journal takes off
    LOG_JSON,    // one object a line: time, priority, step, message
};

// --log-format, else `json` for JSON, else text: for the journal where standard error leads there
// (JOURNAL_STREAM, systemd.exec(5)). Error: STATUS_USAGE.
bool log_choose(enum log_format *out, const struct arguments *arguments, bool json,
                struct error *error);

// One line, with control characters made harmless.
void log_line(enum log_format format, enum delegaudit_priority priority, const char *step,
              const char *message);

// An error that ended all. Returns: the exit code.
int log_error(enum log_format format, const char *step, const struct error *error);

#endif
