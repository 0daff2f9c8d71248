// SPDX-License-Identifier: Apache-2.0
// Where results go: standard output, or a file that appears under its name only when complete.
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/replace.h"
#include "base/text.h"
#include "cli/options.h"
#include "delegaudit.h"

struct output {
    bool is_file; // else standard output
    struct replacement file;
};

#define OUTPUT_CLOSED ((struct output){.file = REPLACEMENT_CLOSED})

// Opens what --output names and fills `sink`, which refers to `output`, from --format, --raw and
// the terminal. Errors: STATUS_USAGE unknown format, STATUS_SYSTEM.
bool output_open(struct output *output, struct delegaudit_output *sink,
                 const struct arguments *arguments, struct error *error);

// The same for results whose formats are their own: `name` gives them, the default first.
bool output_open_as(struct output *output, struct delegaudit_output *sink,
                    const struct arguments *arguments, const char *(*name)(unsigned index),
                    struct error *error);

// The `write` of a delegaudit_output whose context is a struct output.
bool output_write(void *context, const char *data, size_t size);

// Puts the file in its place. Errors: STATUS_SYSTEM; the former file is then still there.
bool output_finish(struct output *output, struct error *error);

// Drops what was not finished.
void output_discard(struct output *output);

// Prints `error`, or what the output failed of, if it did. Returns: the exit code.
int output_error(const struct output *output, const char *verb, const struct error *error);

// Writes a text to standard output. Returns: the exit code.
int output_text(const char *verb, struct bytes text);

#endif
