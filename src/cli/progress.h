// SPDX-License-Identifier: Apache-2.0
// How far a long command is: a line on a terminal, and one line at each SIGUSR1.
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    const char *verb; // borrowed
    bool shown;       // a line stands on the terminal
    int64_t shown_at_ms;
};

// From now on SIGUSR1 asks for a line instead of ending the process.
void progress_listen(void);

// Fits delegaudit_scan_options.progress; `context` is a struct progress.
void progress_report(void *context, uint64_t objects, const char *what);

// Wipes the line.
void progress_end(struct progress *progress);

#endif
