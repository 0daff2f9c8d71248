// SPDX-License-Identifier: Apache-2.0
// Tests of files on the disk: which kind they are, whose they are, and what their digest is.
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import/import.h"

// What one file gave.
struct outcome {
    struct text log;
    struct import_summary summary;
    struct error error;
    bool good;
};

static void clear_outcome(struct outcome *outcome)
{
    text_clear(&outcome->log);
}

static int enter_empty_directory(void **state)
{
    static char name[] = "import-XXXXXX";

    *state = mkdtemp(name);
    return *state && chdir(*state) == 0 ? 0 : -1;
}

static int leave_directory(void **state)
{
    return chdir("..") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

static void write_file(const char *path, struct bytes content)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(content.data, 1, content.size, file), content.size);
    assert_int_equal(fclose(file), 0);
}

static void import(const char *path, const char *host, struct outcome *outcome)
{
    struct client_sink sink = log_sink(&outcome->log);

    text_append_string(&outcome->log, "");
    outcome->good = import_client_file(path, host, &sink, &outcome->summary, &outcome->error);
}

// Writes the file, imports it, removes it.
static void expect(const char *path, const char *content, const char *format, unsigned records,
                   const char *log)
{
    struct outcome outcome CLEANUP(clear_outcome) = {0};

    write_file(path, bytes_of(content));
    import(path, NULL, &outcome);
    assert_int_equal(unlink(path), 0);
    assert_string_equal(outcome.error.message, "");
    assert_true(outcome.good);
    assert_string_equal(outcome.summary.format, format);
    assert_int_equal(outcome.summary.records, records);
    assert_string_equal(outcome.log.data, log);
}

static void expect_error(const char *path, const char *content, const char *message)
{
    struct outcome outcome CLEANUP(clear_outcome) = {0};

    write_file(path, bytes_of(content));
    import(path, NULL, &outcome);
    assert_int_equal(unlink(path), 0);
    assert_false(outcome.good);
    assert_int_equal(outcome.error.status, STATUS_FORMAT);
    assert_string_equal(outcome.error.message, message);
    assert_null(outcome.summary.format);
}

#define OLE "[HKLM\\SOFTWARE\\Microsoft\\Ole]\n"

static void knows_the_kind_by_the_content(void **state)
{
    (void)state;
    expect("x.txt", "host,application,server\nH,A,S\nH,B,S\n", "inventory", 2,
           "2: host=H application=A server=S\n3: host=H application=B server=S\n");
    expect("x.txt", "\n\"domain_joined\",\"host\"\nyes,H\n", "hosts", 1, "3: host=H joined=yes\n");
    expect("ws1.csv.reg", "REGEDIT4\n" OLE, "registry", 1,
           "2: host=ws1.csv level=unset dcom=yes\n");
    expect("x.csv", "host,application,server", "inventory", 0, "");
    expect_error("x", "host,aplication,sever\n",
                 "x:1:6: found 'aplication', expected one of the columns host application process "
                 "kind hosted_by identity callers level complus_level dcomcnfg_level proxy_level "
                 "activation_level interface flags transport authn_service authn_level cloaking "
                 "server server_identity targets server_application");
    expect_error("x", "host;machine_level\n",
                 "x:1:1: found 'host;machine_level', expected commas between the columns (save it "
                 "as CSV UTF-8 with commas)");
}

#define KINDS                                                                                      \
    "expected an inventory (a CSV header with host,application,server) or host facts (a CSV "      \
    "header with host,machine_level) or a registry export ('Windows Registry Editor Version "      \
    "5.00' or 'REGEDIT4') or the output of 'reg query' or an export of WMI or of the COM+ "        \
    "catalog (a CSV header with names of "                                                         \
    "properties) or the same or an inventory as JSON or a machine.config"

static void refuses_other_kinds(void **state)
{
    (void)state;
    expect_error("x", "", "x:1:1: found nothing, " KINDS);
    expect_error("x", "\n \n", "x:1:1: found nothing, " KINDS);
    expect_error("x", "\ndn: CN=a\n", "x:2:1: found 'dn: CN=a', " KINDS);
    expect_error("x.reg", "REGEDIT\n",
                 "x.reg:1:1: found 'REGEDIT', expected 'Windows Registry Editor Version 5.00' or "
                 "'REGEDIT4': the format of Windows 3.1 cannot hold these values");
}

static void finds_the_host(void **state)
{
    struct outcome outcome CLEANUP(clear_outcome) = {0};

    (void)state;
    expect("WS1.corp.example-ole.reg", "REGEDIT4\n" OLE, "registry", 1,
           "2: host=WS1.corp.example level=unset dcom=yes\n");
    expect_error("ole.reg", "REGEDIT4\n" OLE,
                 "ole.reg:1:1: found no host in the names of the file and its directory, expected "
                 "HOST.reg: give it with --host");
    assert_int_equal(mkdir("WS2", 0700), 0);
    expect("WS2/ole.reg", "REGEDIT4\n" OLE, "registry", 1, "2: host=WS2 level=unset dcom=yes\n");
    assert_int_equal(rmdir("WS2"), 0);
    write_file("WS3.reg", BYTES("REGEDIT4\n" OLE));
    import("WS3.reg", "ws4.corp.example", &outcome);
    import("WS3.reg", "", &outcome);
    assert_int_equal(unlink("WS3.reg"), 0);
    assert_string_equal(outcome.log.data, "2: host=ws4.corp.example level=unset dcom=yes\n"
                                          "2: host=WS3 level=unset dcom=yes\n");
}

static void digests_the_bytes(void **state)
{
    struct outcome outcome CLEANUP(clear_outcome) = {0};
    struct text hex CLEANUP(text_clear) = {0};

    (void)state;
    write_file("x", BYTES("host,machine_level\nWS1,delegate\n"));
    import("x", NULL, &outcome);
    assert_int_equal(unlink("x"), 0);
    text_append_hex(&hex, outcome.summary.digest, sizeof outcome.summary.digest);
    assert_string_equal(hex.data, "5ac8b08023914be3ee594e730d88e439"
                                  "db0a78b855f96f34ba1068b9be86ae17");
}

static void reads_files_of_many_chunks(void **state)
{
    struct text content CLEANUP(text_clear) = {0}, log CLEANUP(text_clear) = {0};

    (void)state;
    text_append_string(&content, "host,application,server\n");
    text_append_string(&log, "");
    for (unsigned i = 0; i < 20000; i++) {
        text_printf(&content, "H%u,\"A %u\",S\n", i, i);
        text_printf(&log, "%u: host=H%u application=A %u server=S\n", i + 2, i, i);
    }
    expect("x", content.data, "inventory", 20000, log.data);
}

static void says_what_cannot_be_read(void **state)
{
    struct outcome outcome CLEANUP(clear_outcome) = {0};

    (void)state;
    import("missing", NULL, &outcome);
    assert_int_equal(outcome.error.status, STATUS_SYSTEM);
    assert_string_equal(outcome.error.message,
                        "missing cannot be opened: No such file or directory");
    import(".", NULL, &outcome);
    assert_int_equal(outcome.error.status, STATUS_SYSTEM);
    assert_string_equal(outcome.error.message, ". cannot be read: Is a directory");
}

static bool count_object(void *context, const struct attrs *object, struct error *error)
{
    (void)object;
    (void)error;
    ++*(unsigned *)context;
    return true;
}

static bool check_coverage(void *context, const struct coverage *coverage, struct error *error)
{
    (void)error;
    assert_true(coverage->whole);
    assert_int_equal(coverage->received, *(unsigned *)context);
    assert_bytes(coverage->asked, "x.ldif");
    *(unsigned *)context += 1000;
    return true;
}

static void reads_ldif(void **state)
{
    unsigned objects = 0;
    struct sink sink = {&objects, count_object, check_coverage};
    struct error error = {0};

    (void)state;
    write_file("x.ldif", BYTES("dn: CN=a\ncn: a\n\ndn: CN=b\ncn: b\n"));
    assert_true(import_ldif_file("x.ldif", &sink, &error));
    assert_int_equal(objects, 1002);
    assert_int_equal(unlink("x.ldif"), 0);
    assert_false(import_ldif_file("x.ldif", &sink, &error));
    assert_int_equal(error.status, STATUS_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_kind_by_the_content),
        cmocka_unit_test(refuses_other_kinds),
        cmocka_unit_test(finds_the_host),
        cmocka_unit_test(digests_the_bytes),
        cmocka_unit_test(reads_files_of_many_chunks),
        cmocka_unit_test(says_what_cannot_be_read),
        cmocka_unit_test(reads_ldif),
    };

    return cmocka_run_group_tests(tests, enter_empty_directory, leave_directory);
}
