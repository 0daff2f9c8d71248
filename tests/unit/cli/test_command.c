// SPDX-License-Identifier: Apache-2.0
// Tests of the subcommands before a fake library: exit codes, messages, what is asked for.
#include "capture.h"

#include <signal.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/message.h"
#include "cli/progress.h"
#include "fake.h"

struct call {
    const struct command *command;
    char **argv;
};

static struct capture said;

static int call_command(void *context)
{
    const struct call *call = context;
    int argc = 0;

    while (call->argv[argc])
        argc++;
    return command_run(call->command, argc, call->argv);
}

static int call(const struct command *command, const char **argv)
{
    return capture(&said, call_command, &(struct call){command, (char **)argv});
}

#define RUN(command, ...) call(&(command), (const char *[]){__VA_ARGS__, NULL})

static int reset(void **state)
{
    (void)state;
    fake_reset();
    unsetenv("DELEGAUDIT_DB");
    return 0;
}

static void check_is_fine_where_nothing_fails(void **state)
{
    (void)state;
    fake.check_result.verdicts[2] = 9; // unknown
    fake.check_result.verdicts[4] = 1;
    assert_int_equal(RUN(command_check, "check"), EXIT_FINE);
    assert_string_equal(said.out, "rows\n");
    assert_string_equal(said.err,
                        "delegaudit: check: snapshot 3: 0 will-fail, 0 likely-fail, 9 unknown, "
                        "0 likely-work, 1 will-work, 0 not-needed, 0 not-requested\n");
    assert_string_equal(fake.report, "check");
    assert_false(fake.all);
    assert_string_equal(fake.path, "delegaudit.db");
    assert_int_equal(fake.mode, DELEGAUDIT_WRITE);
}

static void check_passes_on_how_old_an_import_may_be(void **state)
{
    (void)state;
    assert_int_equal(RUN(command_check, "check", "--max-import-age", "90"), EXIT_FINE);
    assert_int_equal(fake.max_import_age_days, 90);
    assert_int_equal(RUN(command_check, "check"), EXIT_FINE);
    assert_int_equal(fake.max_import_age_days, 0);
}

static void an_export_counts_its_rows(void **state)
{
    (void)state;
    assert_int_equal(RUN(command_export_inventory, "export-inventory", "--hosts"), EXIT_FINE);
    assert_int_equal(fake.exported, DELEGAUDIT_EXPORT_HOSTS);
    assert_int_equal(fake.mode, DELEGAUDIT_READ);
    assert_string_equal(fake.output.format, "csv");
    assert_string_equal(said.out, "rows\n");
    assert_string_equal(said.err, "delegaudit: export-inventory: 3 hosts\n");
}

static void check_fails_on_likely_fail_unless_told(void **state)
{
    (void)state;
    fake.check_result.verdicts[1] = 2;
    assert_int_equal(RUN(command_check, "check"), EXIT_FINDINGS);
    assert_non_null(strstr(said.err, "2 at likely-fail or worse\n"));
    assert_int_equal(RUN(command_check, "check", "--fail-on", "will-fail"), EXIT_FINE);
    fake.check_result.verdicts[0] = 1;
    assert_int_equal(RUN(command_check, "check", "--fail-on=will-fail"), EXIT_FINDINGS);
    assert_int_equal(RUN(command_check, "check", "--fail-on=unknown", "--all"), EXIT_FINDINGS);
    assert_non_null(strstr(said.err, "3 at unknown or worse\n"));
    assert_true(fake.all);
}

static void what_was_not_read_beats_findings(void **state)
{
    (void)state;
    fake.check_result.verdicts[0] = 4;
    fake.check_result.whole = false;
    strcpy(fake.check_result.snapshot, "snapshot 3, not whole");
    assert_int_equal(RUN(command_check, "check"), EXIT_INCOMPLETE);
    assert_non_null(strstr(said.err, "snapshot 3, not whole: 4 will-fail"));
    assert_non_null(strstr(said.err, "4 at likely-fail or worse\n"));
    fake.check_result.has_snapshot = false;
    assert_int_equal(RUN(command_check, "check"), EXIT_INCOMPLETE);
    assert_non_null(strstr(said.err, "no snapshot"));
    assert_string_equal(said.out, "rows\n");
}

static void whatif_passes_its_options_on(void **state)
{
    (void)state;
    fake.note = "good: it is so already";
    assert_int_equal(RUN(command_whatif, "whatif", "--set", "good", "--accounts-of=CORP\\Admins",
                         "--accounts-from", "list.txt", "--set=good", "--all", "--db=x.db"),
                     EXIT_FINE);
    assert_string_equal(fake.whatif, "good;good;CORP\\Admins;list.txt;");
    assert_true(fake.all);
    assert_string_equal(fake.path, "x.db");
    assert_int_equal(fake.mode, DELEGAUDIT_READ);
    assert_string_equal(said.out, "rows\n");
    assert_string_equal(said.err,
                        "delegaudit: whatif: good: it is so already\n"
                        "delegaudit: whatif: snapshot 3: 0 values set otherwise, requests: "
                        "0 worse, 0 new, 0 better, 0 other, 0 gone\n");
}

static void whatif_fails_on_what_becomes_worse(void **state)
{
    (void)state;
    fake.whatif_result.became[2] = 5;
    assert_int_equal(RUN(command_whatif, "whatif", "--set=good"), EXIT_FINE);
    assert_int_equal(RUN(command_whatif, "whatif", "--set=good", "--fail-on=unknown"),
                     EXIT_FINDINGS);
    assert_non_null(strstr(said.err, "5 would be at unknown or worse\n"));
    fake.whatif_result.became[0] = 1;
    assert_int_equal(RUN(command_whatif, "whatif", "--set=good"), EXIT_FINDINGS);
    fake.whatif_result.whole = false;
    assert_int_equal(RUN(command_whatif, "whatif", "--set=good"), EXIT_INCOMPLETE);
    fake.whatif_result.whole = true;
    fake.whatif_result.has_snapshot = false;
    assert_int_equal(RUN(command_whatif, "whatif", "--set=good"), EXIT_INCOMPLETE);
    assert_non_null(strstr(said.err, "no snapshot: "));
}

static void verify_passes_its_options_on(void **state)
{
    (void)state;
    assert_int_equal(RUN(command_verify, "verify", "--keytab=a", "--keytab", "b", "--ccache=c",
                         "--kdc=dc2", "--timeout=3", "--client=anna", "--server=app01"),
                     EXIT_FINE);
    assert_int_equal(fake.verify.keytab_count, 2);
    assert_string_equal(fake.verify.ccache, "c");
    assert_string_equal(fake.verify.kdc, "dc2");
    assert_int_equal(fake.verify.timeout_seconds, 3);
    assert_null(fake.verify.request);
    assert_false(fake.verify.list);
    assert_int_equal(fake.mode, DELEGAUDIT_READ);
    assert_string_equal(said.out, "rows\n");
    assert_string_equal(said.err,
                        "delegaudit: verify: 4768: a TGT\n"
                        "delegaudit: verify: snapshot 3, steps: 0 agree, 0 differ, 0 were not "
                        "predicted, 0 were not proved\n");
}

static void verify_fails_on_what_differs(void **state)
{
    (void)state;
    fake.verify_result.not_proved = 9;
    assert_int_equal(RUN(command_verify, "verify", "123456"), EXIT_FINE);
    assert_string_equal(fake.verify.request, "123456");
    fake.verify_result.differ = 1;
    assert_int_equal(RUN(command_verify, "verify", "123456"), EXIT_FINDINGS);
    assert_non_null(strstr(said.err, "scan again"));
    assert_int_equal(RUN(command_verify, "verify", "--list", "123456"), EXIT_FINE);
    assert_true(fake.verify.list);
    fake.verify_status = STATUS_DIRECTORY;
    assert_int_equal(RUN(command_verify, "verify", "123456"), EXIT_ERROR);
    assert_int_equal(RUN(command_verify, "verify"), EXIT_USAGE);
    assert_int_equal(RUN(command_verify, "verify", "123456", "--client=anna"), EXIT_USAGE);
    assert_int_equal(RUN(command_verify, "verify", "--client=anna"), EXIT_USAGE);
}

static void whatif_names_the_word_that_was_meant(void **state)
{
    (void)state;
    assert_int_equal(RUN(command_whatif, "whatif", "--set=good", "--set=sensitve"), EXIT_USAGE);
    assert_string_equal(said.err, "delegaudit: whatif: option '--set': 'sensitve' is none: did you "
                                  "mean 'sensitive'? (see 'delegaudit help whatif')\n");
    assert_int_equal(RUN(command_whatif, "whatif", "--set=frobnicate"), EXIT_USAGE);
    assert_non_null(strstr(said.err, "'frobnicate' is none: use one of sensitive, trusted ("));
    assert_int_equal(RUN(command_whatif, "whatif", "--set=whole"), EXIT_USAGE);
    assert_non_null(strstr(said.err, "option '--set': 'whole' is none ("));
    assert_int_equal(RUN(command_whatif, "whatif"), EXIT_USAGE);
    assert_int_equal(RUN(command_whatif, "whatif", "--set=good", "operand"), EXIT_USAGE);
    assert_int_equal(RUN(command_whatif, "whatif", "--set=good", "--fail-on=never"), EXIT_USAGE);
    assert_string_equal(fake.path, "");
}

static void errors_of_the_library_are_1(void **state)
{
    (void)state;
    fake.open_status = STATUS_STORE;
    assert_int_equal(RUN(command_check, "check"), EXIT_ERROR);
    assert_string_equal(said.err, "delegaudit: check: the fake refuses\n");
    assert_int_equal(RUN(command_import, "import", "a"), EXIT_ERROR);
    assert_int_equal(RUN(command_snapshots, "snapshots"), EXIT_ERROR);
    assert_string_equal(said.out, "");
    fake_reset();
    fake.check_status = STATUS_INTERNAL;
    assert_int_equal(RUN(command_check, "check"), EXIT_ERROR);
    fake_reset();
    fake.scan_status = STATUS_CREDENTIALS;
    assert_int_equal(RUN(command_scan, "scan", "ldap://dc1"), EXIT_ERROR);
    fake_reset();
    fake.whatif_status = STATUS_FORMAT;
    assert_int_equal(RUN(command_whatif, "whatif", "--set=good"), EXIT_ERROR);
    assert_string_equal(said.out, "");
}

static void usage_errors_are_64_and_say_where_help_is(void **state)
{
    (void)state;
    assert_int_equal(RUN(command_check, "check", "--fail-on=never"), EXIT_USAGE);
    assert_string_equal(said.err,
                        "delegaudit: check: option '--fail-on': 'never' is no verdict: use one of "
                        "will-fail, likely-fail, unknown, likely-work, will-work, not-needed, "
                        "not-requested (see 'delegaudit help check')\n");
    assert_int_equal(RUN(command_check, "check", "--format", "xml"), EXIT_USAGE);
    assert_int_equal(RUN(command_check, "check", "operand"), EXIT_USAGE);
    assert_int_equal(RUN(command_rules, "rules", "one", "two"), EXIT_USAGE);
    assert_int_equal(RUN(command_report, "report"), EXIT_USAGE);
    assert_int_equal(RUN(command_report, "report", "a", "b"), EXIT_USAGE);
    assert_int_equal(RUN(command_query, "query", "a", "--sql", "SELECT 1"), EXIT_USAGE);
    assert_int_equal(RUN(command_import, "import"), EXIT_USAGE);
    assert_int_equal(RUN(command_query, "query", "frobnicate"), EXIT_USAGE);
    assert_non_null(strstr(said.err, "report 'frobnicate' is unknown: 'delegaudit query' lists"));
    assert_int_equal(RUN(command_report, "report", "acounts"), EXIT_USAGE);
    assert_non_null(strstr(said.err, "report 'acounts' is unknown: did you mean 'accounts'?"));
    assert_string_equal(fake.path, "");
}

static void scan_wants_a_uri_or_files(void **state)
{
    (void)state;
    assert_int_equal(RUN(command_scan, "scan"), EXIT_USAGE);
    assert_int_equal(RUN(command_scan, "scan", "dc1"), EXIT_USAGE);
    assert_int_equal(RUN(command_scan, "scan", "ldap://a", "ldap://b"), EXIT_USAGE);
    assert_int_equal(RUN(command_scan, "scan", "ldap://a", "--ldif", "f"), EXIT_USAGE);
    assert_int_equal(RUN(command_scan, "scan", "--ldif", "f", "--starttls"), EXIT_USAGE);
    assert_int_equal(RUN(command_scan, "scan", "ldap://a", "--auth=ntlm"), EXIT_USAGE);
    assert_int_equal(RUN(command_scan, "scan", "ldaps://a", "--auth=simple", "--bind-dn=x"),
                     EXIT_USAGE);
    assert_int_equal(RUN(command_scan, "scan", "ldaps://a", "--bind-dn=x"), EXIT_USAGE);
    assert_int_equal(RUN(command_scan, "scan", "ldaps://a", "--timeout=0"), EXIT_USAGE);
    assert_string_equal(fake.path, "");
}

static void scan_passes_its_options_on(void **state)
{
    (void)state;
    assert_int_equal(RUN(command_scan, "scan", "--db=x", "--full", "ldap://a", "--auth=simple",
                         "--bind-dn=who", "--bind-password-file=p", "--ca-file=c", "--starttls",
                         "--page-size=5", "--timeout=6"),
                     EXIT_FINE);
    assert_string_equal(fake.path, "x");
    assert_string_equal(fake.scan.uri, "ldap://a");
    assert_int_equal(fake.scan.auth, DELEGAUDIT_SIMPLE);
    assert_string_equal(fake.scan.bind_dn, "who");
    assert_string_equal(fake.scan.bind_password_file, "p");
    assert_string_equal(fake.scan.ca_file, "c");
    assert_true(fake.scan.starttls);
    assert_int_equal(fake.scan.page_size, 5);
    assert_int_equal(fake.scan.timeout_seconds, 6);
    assert_string_equal(said.err,
                        "delegaudit: scan: snapshot 3: 2 accounts, 0 groups, 0 objects from dc1\n");
    assert_string_equal(said.out, "");
}

static void scan_takes_many_files(void **state)
{
    (void)state;
    assert_int_equal(RUN(command_scan, "scan", "--ldif", "a", "b", "--ldif=c"), EXIT_FINE);
    assert_string_equal(fake.ldif, "a;c;b;");
    assert_null(fake.scan.uri);
}

static void a_scan_that_is_not_whole_is_3(void **state)
{
    (void)state;
    fake.scan_result.whole = false;
    strcpy(fake.scan_result.shortfall, "member of CN=x\x1b[2J");
    assert_int_equal(RUN(command_scan, "scan", "ldap://a"), EXIT_INCOMPLETE);
    assert_non_null(strstr(said.err, "from dc1; not read: member of CN=x?[2J\n"));
}

static void import_goes_on_after_a_bad_file(void **state)
{
    (void)state;
    fake.bad_file = "b";
    fake.bad_status = STATUS_FORMAT;
    assert_int_equal(RUN(command_import, "import", "a", "b", "c"), EXIT_INCOMPLETE);
    assert_int_equal(fake.imports, 3);
    assert_string_equal(said.err, "delegaudit: import: a: inventory, 5 records\n"
                                  "delegaudit: import: b:1:1: the fake refuses\n"
                                  "delegaudit: import: c: inventory, 5 records\n");
    assert_int_equal(fake.mode, DELEGAUDIT_CREATE);
}

static void import_stops_where_the_database_fails(void **state)
{
    (void)state;
    fake.bad_file = "b";
    fake.bad_status = STATUS_STORE;
    assert_int_equal(RUN(command_import, "import", "a", "b", "c"), EXIT_ERROR);
    assert_int_equal(fake.imports, 2);
}

static void query_asks_by_name_by_sql_or_lists(void **state)
{
    (void)state;
    assert_int_equal(RUN(command_query, "query"), EXIT_FINE);
    assert_string_equal(said.out, "accounts  Every account\ncheck     Every verdict\n");
    assert_string_equal(fake.path, "");
    assert_int_equal(RUN(command_query, "query", "accounts", "--raw", "--format=csv"), EXIT_FINE);
    assert_string_equal(fake.report, "accounts");
    assert_true(fake.output.raw);
    assert_string_equal(fake.output.format, "csv");
    assert_int_equal(fake.mode, DELEGAUDIT_READ);
    assert_int_equal(RUN(command_query, "query", "--sql", "SELECT 1"), EXIT_FINE);
    assert_string_equal(fake.sql, "SELECT 1");
    assert_string_equal(fake.output.format, "table");
    assert_int_equal(RUN(command_snapshots, "snapshots"), EXIT_FINE);
    assert_string_equal(fake.report, "snapshots");
    assert_int_equal(RUN(command_rules, "rules"), EXIT_FINE);
    assert_string_equal(said.out, "rows\n");
}

static void the_database_is_option_then_environment(void **state)
{
    (void)state;
    setenv("DELEGAUDIT_DB", "from-environment", 1);
    assert_int_equal(RUN(command_snapshots, "snapshots"), EXIT_FINE);
    assert_string_equal(fake.path, "from-environment");
    assert_int_equal(RUN(command_snapshots, "snapshots", "--db", "from-option"), EXIT_FINE);
    assert_string_equal(fake.path, "from-option");
    setenv("DELEGAUDIT_DB", "", 1);
    assert_int_equal(RUN(command_snapshots, "snapshots"), EXIT_FINE);
    assert_string_equal(fake.path, "delegaudit.db");
}

static void help_lists_the_options(void **state)
{
    (void)state;
    assert_int_equal(RUN(command_check, "check", "--help", "--fail-on=likely-fail"), EXIT_FINE);
    assert_non_null(strstr(said.out, "usage: delegaudit check [OPTION...]\n"));
    assert_non_null(strstr(said.out, "--fail-on VERDICT"));
    assert_non_null(strstr(said.out, "-h, --help"));
    assert_string_equal(said.err, "");
    assert_string_equal(fake.path, "");
}

static void sigusr1_asks_for_one_line(void **state)
{
    (void)state;
    progress_listen();
    raise(SIGUSR1);
    assert_int_equal(RUN(command_scan, "scan", "ldap://a"), EXIT_FINE);
    assert_non_null(
        strstr(said.err,
               "delegaudit: scan: 1000 objects so far: DC=corp,DC=example\ndelegaudit: scan: s"));
    assert_int_equal(RUN(command_scan, "scan", "ldap://a"), EXIT_FINE);
    assert_null(strstr(said.err, "so far"));
}

static int print_hostile(void *unused)
{
    (void)unused;
    message_print("scan", "a\x1b[31m\r\n\x7f\xC2\x9B"
                          "b\xC3\xA4");
    return 0;
}

static void messages_are_one_harmless_line(void **state)
{
    (void)state;
    capture(&said, print_hostile, NULL);
    assert_string_equal(said.err, "delegaudit: scan: a?[31m???\xC2?b\xC3\xA4\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(check_is_fine_where_nothing_fails, reset),
        cmocka_unit_test_setup(check_fails_on_likely_fail_unless_told, reset),
        cmocka_unit_test_setup(what_was_not_read_beats_findings, reset),
        cmocka_unit_test_setup(whatif_passes_its_options_on, reset),
        cmocka_unit_test_setup(whatif_fails_on_what_becomes_worse, reset),
        cmocka_unit_test_setup(whatif_names_the_word_that_was_meant, reset),
        cmocka_unit_test_setup(verify_passes_its_options_on, reset),
        cmocka_unit_test_setup(verify_fails_on_what_differs, reset),
        cmocka_unit_test_setup(errors_of_the_library_are_1, reset),
        cmocka_unit_test_setup(usage_errors_are_64_and_say_where_help_is, reset),
        cmocka_unit_test_setup(scan_wants_a_uri_or_files, reset),
        cmocka_unit_test_setup(scan_passes_its_options_on, reset),
        cmocka_unit_test_setup(scan_takes_many_files, reset),
        cmocka_unit_test_setup(a_scan_that_is_not_whole_is_3, reset),
        cmocka_unit_test_setup(check_passes_on_how_old_an_import_may_be, reset),
        cmocka_unit_test_setup(an_export_counts_its_rows, reset),
        cmocka_unit_test_setup(import_goes_on_after_a_bad_file, reset),
        cmocka_unit_test_setup(import_stops_where_the_database_fails, reset),
        cmocka_unit_test_setup(query_asks_by_name_by_sql_or_lists, reset),
        cmocka_unit_test_setup(the_database_is_option_then_environment, reset),
        cmocka_unit_test_setup(help_lists_the_options, reset),
        cmocka_unit_test_setup(sigusr1_asks_for_one_line, reset),
        cmocka_unit_test_setup(messages_are_one_harmless_line, reset),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
