// SPDX-License-Identifier: Apache-2.0
// How far a long command is.
#include "cli/progress.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/message.h"

enum { INTERVAL_MS = 200 };

static volatile sig_atomic_t asked;

static void ask(int number)
{
    (void)number;
    asked = 1;
}

void progress_listen(void)
{
    struct sigaction action = {.sa_handler = ask, .sa_flags = SA_RESTART};

    sigaction(SIGUSR1, &action, NULL);
}

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// \r goes to the line's start, \x1b[K wipes what was there (ECMA-48, EL).
void progress_end(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\x1b[K", stderr);
    progress->shown = false;
}

static void show(struct progress *progress, uint64_t objects)
{
    int64_t now = now_ms();

    if (progress->shown && now - progress->shown_at_ms < INTERVAL_MS)
        return;
    fprintf(stderr, "\r\x1b[K%s: %" PRIu64 " objects", progress->verb, objects);
    progress->shown = true;
    progress->shown_at_ms = now;
}

void progress_report(void *context, uint64_t objects, const char *what)
{
    struct progress *progress = context;

    if (asked) {
        asked = 0;
        progress_end(progress);
        message_print(progress->verb, "%" PRIu64 " objects so far: %s", objects, what);
    }
    if (isatty(STDERR_FILENO))
        show(progress, objects);
}
