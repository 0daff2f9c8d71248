// SPDX-License-Identifier: Apache-2.0
// Tests of where results go: files appear when complete, devices are not replaced, errors are kept.
#include "capture.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/cleanup.h"
#include "cli/command.h"
#include "cli/output.h"
#include "fake.h"

static char folder[] = "output-XXXXXX";

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    (void)state;
    return chdir("..") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static void write_file(const char *path, const char *text)
{
    FILE *file CLEANUP(cleanup_file) = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
}

static void expect_file(const char *path, const char *text)
{
    char found[64] = "";
    FILE *file CLEANUP(cleanup_file) = fopen(path, "r");

    assert_non_null(file);
    found[fread(found, 1, sizeof found - 1, file)] = '\0';
    assert_string_equal(found, text);
}

static bool open_to(struct output *output, const char *path)
{
    struct arguments arguments = {.output_file = path, .format = "csv", .raw = true};
    struct delegaudit_output sink;
    struct error error = {0};

    if (!output_open(output, &sink, &arguments, &error))
        return false;
    assert_string_equal(sink.format, "csv");
    assert_true(sink.raw);
    assert_int_equal(sink.width, 0);
    assert_false(sink.colour);
    return sink.write(sink.context, "new\n", 4);
}

static void a_file_appears_when_it_is_complete(void **state)
{
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct error error = {0};
    struct stat status;

    (void)state;
    umask(027);
    assert_true(open_to(&output, "report"));
    assert_int_equal(access("report", F_OK), -1);
    assert_true(output_finish(&output, &error));
    expect_file("report", "new\n");
    assert_int_equal(stat("report", &status), 0);
    assert_int_equal(status.st_mode & 07777, 0640);
    unlink("report");
}

static void what_is_not_finished_leaves_the_former_file(void **state)
{
    struct output output = OUTPUT_CLOSED;

    (void)state;
    write_file("report", "old\n");
    assert_true(open_to(&output, "report"));
    output_discard(&output);
    expect_file("report", "old\n");
    unlink("report"); // rmdir at the end tells whether anything else was left
}

static void a_link_stays_a_link(void **state)
{
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct error error = {0};
    struct stat status;

    (void)state;
    write_file("report", "old\n");
    assert_int_equal(symlink("report", "link"), 0);
    assert_true(open_to(&output, "link"));
    assert_true(output_finish(&output, &error));
    expect_file("report", "new\n");
    assert_int_equal(lstat("link", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    unlink("link");
    unlink("report");
}

static void a_device_is_written_and_not_replaced(void **state)
{
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct error error = {0};
    struct stat status;

    (void)state;
    assert_true(open_to(&output, "/dev/null"));
    assert_true(output_finish(&output, &error));
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
}

static int fill_device(void *context)
{
    struct output *output = context;
    struct error error = {.status = STATUS_INTERNAL, .message = "something else"};

    assert_false(open_to(output, "/dev/full"));
    return output_error(output, "check", &error);
}

static void a_full_disk_is_named(void **state)
{
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct capture said;

    (void)state;
    assert_int_equal(capture(&said, fill_device, &output), EXIT_ERROR);
    assert_int_equal(output.file.failure, ENOSPC);
    assert_string_equal(said.err, "delegaudit: check: /dev/full: No space left on device\n");
}

static void a_missing_folder_is_an_error_at_once(void **state)
{
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct arguments arguments = {.output_file = "none/report"};
    struct delegaudit_output sink;
    struct error error = {0};

    (void)state;
    assert_false(output_open(&output, &sink, &arguments, &error));
    assert_int_equal(error.status, STATUS_SYSTEM);
    assert_string_equal(error.message, "none/report: No such file or directory");
}

static void an_unknown_format_opens_nothing(void **state)
{
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct arguments arguments = {.output_file = "report", .format = "xml"};
    struct delegaudit_output sink;
    struct error error = {0};

    (void)state;
    assert_false(output_open(&output, &sink, &arguments, &error));
    assert_int_equal(error.status, STATUS_USAGE);
    assert_string_equal(error.message,
                        "format 'xml' is unknown: use one of table, csv, json, jsonl");
}

static void a_dash_is_standard_output(void **state)
{
    struct output output CLEANUP(output_discard) = OUTPUT_CLOSED;
    struct arguments arguments = {.output_file = "-"};
    struct delegaudit_output sink;
    struct error error = {0};

    (void)state;
    assert_true(output_open(&output, &sink, &arguments, &error));
    assert_int_equal(output.file.descriptor, STDOUT_FILENO);
    assert_true(output_finish(&output, &error));
    assert_int_equal(access("-", F_OK), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_appears_when_it_is_complete),
        cmocka_unit_test(what_is_not_finished_leaves_the_former_file),
        cmocka_unit_test(a_link_stays_a_link),
        cmocka_unit_test(a_device_is_written_and_not_replaced),
        cmocka_unit_test(a_full_disk_is_named),
        cmocka_unit_test(a_missing_folder_is_an_error_at_once),
        cmocka_unit_test(an_unknown_format_opens_nothing),
        cmocka_unit_test(a_dash_is_standard_output),
    };

    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
