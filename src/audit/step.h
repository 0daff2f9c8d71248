// SPDX-License-Identifier: Apache-2.0
// Steps of a run, each in a process of its own: its environment, its crash and its end are its
// own, and whatever ends it leaves the database as it was.
#ifndef AUDIT_STEP_H
#define AUDIT_STEP_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

// Does the work in the child. `result` holds zeroes and is copied to the caller where it returns
// true: no pointers. Files and databases must be opened within.
typedef bool step_fn(void *context, void *result, struct error *error);

struct steps {
    sigset_t watched, former;
    int signal; // SIGINT or SIGTERM that came; 0: none
};

// Until steps_end SIGINT and SIGTERM end the step that runs, and no step begins after one.
void steps_begin(struct steps *steps);
void steps_end(struct steps *steps);

enum { STEP_RESULT_BYTES = 2048 };

// Runs one step and waits. `name` is for messages. Errors: those of `work`; STATUS_SYSTEM where a
// signal ended it, STATUS_INTERNAL where the process broke down. `result_size` is at most
// STEP_RESULT_BYTES.
bool step_run(struct steps *steps, const char *name, step_fn *work, void *context, void *result,
              size_t result_size, struct error *error);

#endif
