// SPDX-License-Identifier: Apache-2.0
// Runs a command and keeps what it wrote to the two standard outputs.
#ifndef TESTS_UNIT_CLI_CAPTURE_H
#define TESTS_UNIT_CLI_CAPTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct capture {
    char out[4096], err[4096];
};

static inline int capture_begin(int descriptor, FILE *file)
{
    int saved = dup(descriptor);

    assert_true(saved >= 0 && dup2(fileno(file), descriptor) >= 0);
    return saved;
}

static inline void capture_end(int descriptor, int saved, FILE *file, char *text, size_t size)
{
    assert_true(dup2(saved, descriptor) >= 0);
    close(saved);
    rewind(file);
    text[fread(text, 1, size - 1, file)] = '\0';
    fclose(file);
}

// Calls `function(context)` with both outputs diverted. Returns: its result.
static inline int capture(struct capture *capture, int (*function)(void *), void *context)
{
    FILE *out = tmpfile(), *err = tmpfile();

    assert_non_null(out);
    assert_non_null(err);
    fflush(NULL);

    int saved_out = capture_begin(STDOUT_FILENO, out),
        saved_err = capture_begin(STDERR_FILENO, err);
    int result = function(context);

    fflush(NULL);
    capture_end(STDOUT_FILENO, saved_out, out, capture->out, sizeof capture->out);
    capture_end(STDERR_FILENO, saved_err, err, capture->err, sizeof capture->err);
    return result;
}

#endif
