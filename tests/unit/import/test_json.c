// SPDX-License-Identifier: Apache-2.0
// Tests of JSON files: what is an object, where it stands, and where it is wrong.
#include "unit/check.h"

#include <string.h>

#include "base/cleanup.h"
#include "import/json.h"

static bool log_object(void *context, const struct json_object *object, struct error *error)
{
    struct place place = json_place(object, "A");

    (void)error;
    text_printf(context, "%u:%u %zu %u:%u\n", object->place.line, object->place.column,
                json_object_size(object->root), place.line, place.column);
    return true;
}

static bool take_line(void *context, const struct line *line, struct error *error)
{
    return json_stream_line(context, line, error);
}

static void run(struct bytes content, size_t chunk, struct text *log)
{
    struct json_stream stream CLEANUP(json_stream_clear) = {
        .file = "F", .context = log, .object = log_object};
    struct lines lines CLEANUP(lines_clear) = {.file = "F", .context = &stream, .line = take_line};
    struct error error = {0};
    bool good = true;

    for (size_t at = 0; good && at < content.size; at += chunk)
        good = lines_feed(&lines, bytes_slice(content, at, chunk), &error);
    good = good && lines_finish(&lines, &error) && json_stream_finish(&stream, &error);
    text_append_string(log, good ? "" : error.message);
}

static void expect(const char *content, const char *expected)
{
    for (size_t chunk = 1; chunk < 5; chunk++) {
        struct text log CLEANUP(text_clear) = {0};

        run(bytes_of(content), chunk == 4 ? SIZE_MAX / 2 : chunk, &log);
        assert_string_equal(log.data, expected);
    }
}

static void finds_the_objects(void **state)
{
    (void)state;
    expect("[{\"a\":1},\n {\"b\":{\"a\":[2]},\n  \"A\" : 3}]\n", "1:2 1 1:7\n2:2 2 3:9\n");
    expect("{\"a\":1}", "1:1 1 1:6\n");
    expect("{\"a\":1}\n{\"x\":\"a\"}\n\n", "1:1 1 1:6\n2:1 1 2:1\n");
    expect("[]\n", "");
    expect("{ \"value\" : [\n{\"a\":1}, {}\n], \"Count\": 2 }\n", "2:1 1 2:6\n2:10 0 2:10\n");
    expect("[{\"x\":\"\\\"]}\\\\\", \"a\":\"\xC3\xBC\"}]", "1:2 2 1:21\n");
}

static void says_where_it_is_wrong(void **state)
{
    (void)state;
    expect("[{\"a\":1},",
           "1:2 1 1:7\nF:1:1: found an array that is cut by the end of the file, expected all "
           "of it");
    expect("[{\"a\":\n", "F:1:2: found an object that is cut by the end of the file, expected all "
                         "of it");
    expect("[1]", "F:1:2: found '1]', expected an object");
    expect("[{} {}]", "1:2 0 1:2\nF:1:5: found '{}]', expected a comma or ']'");
    expect("[{},]", "1:2 0 1:2\nF:1:5: found ']', expected an object");
    expect("[] x", "F:1:4: found 'x', expected the end of the file behind the array");
    expect("{\"value\":[]", "F:1:10: found an array that is cut by the end of the file, expected "
                            "all of it");
    expect("x", "F:1:1: found 'x', expected an object");
}

static void says_what_jansson_says(void **state)
{
    struct text log CLEANUP(text_clear) = {0};

    (void)state;
    run(BYTES("[\n{\"a\":1,\n\"a\":2}]"), 64, &log);
    assert_int_equal(strncmp(log.data, "F:3:", 4), 0);
    assert_non_null(strstr(log.data, "duplicate object key"));
    text_reset(&log);
    run(BYTES("{\"a\":tru}"), 64, &log);
    assert_int_equal(strncmp(log.data, "F:1:", 4), 0);
    text_reset(&log);
    run(BYTES("{\"a\":\"\\u0000\"}"), 64, &log);
    assert_int_equal(strncmp(log.data, "F:1:", 4), 0);
    text_reset(&log);
    run(BYTES("{\"a\":\"x\xFFy\"}"), 64, &log);
    assert_string_equal(log.data, "F:1:8: found byte 0xFF that is no UTF-8, expected UTF-8 (or "
                                  "UTF-16 with a byte order mark)");
}

static void refuses_large_objects(void **state)
{
    struct text content CLEANUP(text_clear) = {0}, log CLEANUP(text_clear) = {0};

    (void)state;
    text_append_string(&content, "[{\"a\":\"");
    for (size_t i = 0; i < JSON_OBJECT_MAX_BYTES; i++)
        text_append_byte(&content, 'x');
    run(text_view(&content), 4096, &log);
    assert_string_equal(log.data, "F:1:2: found an object of more than 4 MiB, expected its end");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_objects),
        cmocka_unit_test(says_where_it_is_wrong),
        cmocka_unit_test(says_what_jansson_says),
        cmocka_unit_test(refuses_large_objects),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
