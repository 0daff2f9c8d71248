// SPDX-License-Identifier: Apache-2.0
// Renders a table of constants to a string: what every test of a format needs.
#ifndef TESTS_UNIT_RENDER_FIXTURE_H
#define TESTS_UNIT_RENDER_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "render/render.h"

#define TEXT(literal)                                                                              \
    (struct cell)                                                                                  \
    {                                                                                              \
        .type = CELL_TEXT, .text = BYTES(literal)                                                  \
    }
#define INTEGER(number)                                                                            \
    (struct cell)                                                                                  \
    {                                                                                              \
        .type = CELL_INTEGER, .integer = (number)                                                  \
    }
#define REAL(number)                                                                               \
    (struct cell)                                                                                  \
    {                                                                                              \
        .type = CELL_REAL, .real = (number)                                                        \
    }
#define NOTHING ((struct cell){.type = CELL_NULL})

// `cells` holds `row_count` rows one after the other; the rest is what render_rows gets.
struct fixture {
    const char *const *columns;
    size_t column_count;
    const struct cell *cells;
    size_t row_count;
    struct render_options options;
    const struct head_fact *facts;
    size_t fact_count;
    size_t fail_at_row; // the stream fails after so many rows; 0: it does not
    size_t at;
};

static inline int fixture_next(void *context, struct cell *cells, struct error *error)
{
    struct fixture *fixture = context;

    if (fixture->fail_at_row && fixture->at == fixture->fail_at_row) {
        error_set(error, STATUS_STORE, "the stream broke");
        return -1;
    }
    if (fixture->at == fixture->row_count)
        return 0;
    memcpy(cells, fixture->cells + fixture->at++ * fixture->column_count,
           fixture->column_count * sizeof *cells);
    return 1;
}

static inline bool fixture_write(void *context, struct bytes bytes, struct error *error)
{
    (void)error;
    text_append(context, bytes);
    return true;
}

static inline bool fixture_render(struct fixture *fixture, const char *format, struct text *out,
                                  uint64_t *row_count, struct error *error)
{
    struct report_head head = {"verdicts", fixture->facts, fixture->fact_count};
    struct row_stream rows = {fixture, fixture->column_count, fixture->columns, fixture_next};
    struct writer writer = {out, fixture_write};

    fixture->at = 0;
    return render_rows(format, &head, &rows, &fixture->options, &writer, row_count, error);
}

static inline void fixture_expect(struct fixture fixture, const char *format, const char *expected)
{
    struct text out CLEANUP(text_clear) = {0};
    struct error error = {0};
    uint64_t row_count = 0;

    if (!fixture_render(&fixture, format, &out, &row_count, &error))
        fail_msg("%s", error.message);
    assert_int_equal(row_count, fixture.row_count);
    text_append(&out, (struct bytes){0});
    assert_string_equal(out.data, expected);
}

// One row, each cell in a column of its own.
#define ONE_ROW(names, ...)                                                                        \
    (struct fixture)                                                                               \
    {                                                                                              \
        .columns = (names), .column_count = sizeof(names) / sizeof *(names),                       \
        .cells = (struct cell[]){__VA_ARGS__}, .row_count = 1                                      \
    }

#endif
