// SPDX-License-Identifier: Apache-2.0
// Tests of the format table and of the way from rows to the writer, errors included.
#include "fixture.h"

static const char *const two[] = {"a", "b"};
static const char *const formats[] = {"table", "csv", "json", "jsonl", "prometheus"};

static void names_its_formats(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 5; i++)
        assert_string_equal(render_format_name(i), formats[i]);
    assert_null(render_format_name(5));
}

static void an_unknown_format_names_the_known_ones(void **state)
{
    struct fixture fixture = ONE_ROW(two, TEXT("x"), TEXT("y"));
    struct text out CLEANUP(text_clear) = {0};
    struct error error = {0};
    uint64_t row_count = 7;

    (void)state;
    assert_false(fixture_render(&fixture, "CSV", &out, &row_count, &error));
    assert_int_equal(error.status, STATUS_USAGE);
    assert_string_equal(error.message,
                        "format 'CSV' is unknown: use one of table, csv, json, jsonl, "
                        "prometheus");
    assert_int_equal(out.size, 0);
    assert_int_equal(row_count, 7);
}

static void an_error_of_the_stream_ends_it(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 4; i++) {
        struct fixture fixture = ONE_ROW(two, TEXT("x"), TEXT("y"));
        struct text out CLEANUP(text_clear) = {0};
        struct error error = {0};
        uint64_t row_count = 7;

        fixture.fail_at_row = 1;
        assert_false(fixture_render(&fixture, formats[i], &out, &row_count, &error));
        assert_string_equal(error.message, "the stream broke");
        assert_int_equal(row_count, 7);
    }
}

struct broken {
    size_t left_bytes;
    unsigned calls_after_failure;
    bool failed;
};

static bool broken_write(void *context, struct bytes bytes, struct error *error)
{
    struct broken *broken = context;

    broken->calls_after_failure += broken->failed;
    if (bytes.size <= broken->left_bytes) {
        broken->left_bytes -= bytes.size;
        return true;
    }
    broken->failed = true;
    return error_set(error, STATUS_SYSTEM, "the disk is full");
}

static void an_error_of_the_writer_ends_it_at_once(void **state)
{
    enum { ROWS = 30000 };
    struct cell *cells CLEANUP(cleanup_free) = memory_calloc(2 * ROWS, sizeof *cells);

    (void)state;
    for (size_t i = 0; i < 2 * ROWS; i++)
        cells[i] = TEXT("0123456789");
    for (size_t room = 0; room < 200000; room += 70000)
        for (unsigned i = 0; i < 4; i++) {
            struct fixture fixture = {
                .columns = two, .column_count = 2, .cells = cells, .row_count = ROWS};
            struct report_head head = {"verdicts", NULL, 0};
            struct row_stream rows = {&fixture, 2, two, fixture_next};
            struct broken broken = {.left_bytes = room};
            struct writer writer = {&broken, broken_write};
            struct error error = {0};

            assert_false(
                render_rows(formats[i], &head, &rows, &fixture.options, &writer, NULL, &error));
            assert_string_equal(error.message, "the disk is full");
            assert_int_equal(broken.calls_after_failure, 0);
            assert_true(fixture.at < ROWS);
        }
}

static void cells_larger_than_the_buffer_arrive_whole(void **state)
{
    enum { SIZE = 300000 };
    char *big CLEANUP(cleanup_free) = memory_alloc(SIZE);
    struct cell cells[] = {TEXT("x"), {.type = CELL_TEXT, .text = {big, SIZE}}};
    struct fixture fixture = {.columns = two, .column_count = 2, .cells = cells, .row_count = 1};
    struct text out CLEANUP(text_clear) = {0};
    struct error error = {0};

    (void)state;
    memset(big, 'z', SIZE);
    big[SIZE / 2] = '"';
    assert_true(fixture_render(&fixture, "csv", &out, NULL, &error));
    assert_int_equal(out.size, strlen("a,b\r\nx,\"\"\"\r\n") + SIZE);
    assert_memory_equal(out.data, "a,b\r\nx,\"zzz", 11);
    assert_memory_equal(out.data + 7 + SIZE / 2, "z\"\"z", 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_its_formats),
        cmocka_unit_test(an_unknown_format_names_the_known_ones),
        cmocka_unit_test(an_error_of_the_stream_ends_it),
        cmocka_unit_test(an_error_of_the_writer_ends_it_at_once),
        cmocka_unit_test(cells_larger_than_the_buffer_arrive_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
