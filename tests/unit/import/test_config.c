// SPDX-License-Identifier: Apache-2.0
// The configuration file: what it says, and where it is wrong.
#include "unit/check.h"

#include <string.h>

#include "base/cleanup.h"
#include "import/config.h"
#include "import/import.h"

#define DATABASE "[run]\ndatabase = /v/d.db\n"

static void expect_error(const char *content, const char *expected)
{
    struct config config = {0};
    struct error error = {0};

    assert_false(config_parse(&config, "F", bytes_of(content), &error));
    assert_string_equal(error.message, expected);
    assert_int_equal(error.status, STATUS_FORMAT);
    assert_null(config.database.text);
}

static void everything_arrives(void **state)
{
    struct config config CLEANUP(config_clear) = {0};
    struct error error = {0};

    (void)state;
    assert_true(config_parse(
        &config, "F",
        BYTES("\xEF\xBB\xBF# a comment\r\n[run]\r\n"
              "database = /v/d.db ; behind a blank\n"
              "published: /v/p.db\npublished_group = readers\n"
              "metrics = /v/m.prom\nfail_on = unknown\nlog_format = json\n"
              "new_only = yes\nsuppressions = /v/s.csv\nretention = 90\nmax_import_age = 30\n"
              "[directory corp.example]\nuri = ldap://dc1\nauth = kerberos\n"
              "keytab = /e/k\nccache = FILE:/e/c\nca_file = /e/ca\n"
              "starttls = yes\npage_size = 7\ntimeout = 9\n"
              "kdc_profile = samba\n"
              "[import clients]\nfile = /i/a.csv\nfile = /i/b.csv\n"
              "directory = /i/c\n  /i/d\nhost = WS1\n"
              "[report check]\nfile = /r/c.csv\n"
              "[report b]\nreport = accounts\nformat = json\n"
              "file = /r/b\nall = yes\nraw = no\n"),
        &error));
    assert_string_equal(config.database.text, "/v/d.db");
    assert_string_equal(config.published.text, "/v/p.db");
    assert_string_equal(config.published_group.text, "readers");
    assert_string_equal(config.metrics.text, "/v/m.prom");
    assert_int_equal(config.fail_on, VERDICT_UNKNOWN);
    assert_true(config.new_only);
    assert_string_equal(config.suppressions.text, "/v/s.csv");
    assert_int_equal(config.retention_days, 90);
    assert_int_equal(config.max_import_age_days, 30);
    assert_int_equal(config.log, CONFIG_LOG_JSON);
    assert_int_equal(config.directories.count, 1);

    const struct config_directory *directory = config.directories.items;

    assert_string_equal(directory->name.text, "corp.example");
    assert_string_equal(directory->uri.text, "ldap://dc1");
    assert_string_equal(directory->keytab.text, "/e/k");
    assert_string_equal(directory->ccache.text, "FILE:/e/c");
    assert_string_equal(directory->ca_file.text, "/e/ca");
    assert_true(directory->starttls && directory->has_kdc_profile);
    assert_int_equal(directory->page_size, 7);
    assert_int_equal(directory->timeout_seconds, 9);
    assert_int_equal(directory->kdc_profile, KDC_SAMBA);
    assert_int_equal(config.imports.items[0].files.count, 2);
    assert_int_equal(config.imports.items[0].folders.count, 2);
    assert_string_equal(config.imports.items[0].folders.items[1].text, "/i/d");
    assert_int_equal(config.imports.items[0].folders.items[1].line, 27);
    assert_int_equal(config.imports.items[0].folders.items[1].column, 3);
    assert_string_equal(config.imports.items[0].host.text, "WS1");
    assert_string_equal(config.reports.items[0].report.text, "check");
    assert_string_equal(config.reports.items[0].format.text, "csv");
    assert_false(config.reports.items[0].all);
    assert_string_equal(config.reports.items[1].report.text, "accounts");
    assert_true(config.reports.items[1].all && !config.reports.items[1].raw);
}

static void missing_keys_have_a_meaning(void **state)
{
    struct config config CLEANUP(config_clear) = {0};
    struct error error = {0};

    (void)state;
    assert_true(config_parse(&config, "F", BYTES(DATABASE), &error));
    assert_int_equal(config.fail_on, VERDICT_LIKELY_FAIL);
    assert_int_equal(config.log, CONFIG_LOG_TEXT);
    assert_null(config.published.text);
}

static void unknown_words_are_refused_where_they_stand(void **state)
{
    (void)state;
    expect_error(
        "[run]\n\n  databse = /v\n",
        "F:3:3: found 'databse', expected a key of section run: database, published, "
        "published_group, metrics, fail_on, new_only, suppressions, retention, max_import_age, "
        "log_format");
    expect_error("x = 1\n", "F:1:1: a key stands before the first section");
    expect_error(DATABASE "[forest x]\n",
                 "F:3:1: found 'forest x', expected one of the sections run, directory NAME, "
                 "import NAME, report NAME");
    expect_error("[run a]\n", "F:1:1: section run has no name");
    expect_error("[report]\n", "F:1:1: section report needs a name: [report NAME]");
    expect_error(DATABASE "[import a]\nfile = /a\n[import a]\n",
                 "F:5:1: section [import a] stands twice");
    expect_error("[run\ndatabase = /v\n", "F:1:1: found '[run', expected KEY = VALUE or [SECTION]");
    expect_error("[run] x\n", "F:1:1: found '[run] x', expected KEY = VALUE or [SECTION]");
    expect_error(DATABASE "some words\n",
                 "F:3:1: found 'some words', expected KEY = VALUE or [SECTION]");
}

static void values_have_their_form(void **state)
{
    (void)state;
    expect_error("[run]\ndatabase =\n", "F:2:1: database has no value");
    expect_error("[run]\ndatabase = d.db\n",
                 "F:2:12: found 'd.db', expected a path from the root, /...");
    expect_error(DATABASE "database = /w\n", "F:3:1: database is given twice");
    expect_error(DATABASE "fail_on = never\n",
                 "F:3:11: found 'never', expected a verdict: will-fail, likely-fail, unknown, "
                 "likely-work, will-work, not-needed, not-requested");
    expect_error(DATABASE "log_format = xml\n", "F:3:14: found 'xml', expected one of text, json");
    expect_error(DATABASE "[directory d]\nstarttls = on\n",
                 "F:4:12: found 'on', expected one of no, yes");
    expect_error(DATABASE "[directory d]\npage_size = 0\n",
                 "F:4:13: found '0', expected a number from 1 to 2147483647");
    expect_error(DATABASE "[directory d]\nauth = ntlm\n",
                 "F:4:8: found 'ntlm', expected one of kerberos, simple, external");
    expect_error(DATABASE "[directory d]\nkdc_profile = heimdal\n",
                 "F:4:15: found 'heimdal', expected a KDC profile: unknown, windows, samba-4.17, "
                 "samba");
}

static void keys_belong_together(void **state)
{
    (void)state;
    expect_error("", "F:1:1: no database is given: [run] needs database = FILE");
    expect_error(DATABASE "[directory d]\n", "F:3:1: section directory d has neither uri nor ldif");
    expect_error(DATABASE "[directory d]\nuri = ldap://a\nldif = /b\n",
                 "F:3:1: section directory d has both uri and ldif");
    expect_error(DATABASE "[directory d]\nuri = dc1\n",
                 "F:4:7: found 'dc1', expected ldap://HOST or ldaps://HOST");
    expect_error(DATABASE "[directory d]\nuri = ldaps://a\nauth = simple\nbind_dn = x\n",
                 "F:3:1: auth = simple needs bind_dn and bind_password_file");
    expect_error(DATABASE "[directory d]\nuri = ldaps://a\nbind_dn = x\n",
                 "F:5:11: bind_dn and bind_password_file need auth = simple");
    expect_error(DATABASE "[directory d]\nuri = ldaps://a\nauth = external\nkeytab = /x\n",
                 "F:6:10: keytab and ccache need auth = kerberos");
    expect_error(DATABASE "[import i]\nhost = x\n",
                 "F:3:1: section import i has neither file nor directory");
    expect_error(DATABASE "[report r]\n", "F:3:1: section report r has no file");
}

// inih would cut the line and take the rest for a second one.
static void long_lines_and_no_text_are_refused(void **state)
{
    struct text text CLEANUP(text_clear) = {0};
    struct config config = {0};
    struct error error = {0};

    (void)state;
    text_append_string(&text, "[run]\ndatabase = /");
    for (int i = 0; i < 300; i++)
        text_append_byte(&text, 'x');
    expect_error(text.data, "F:2:1: the line is longer than 197 bytes");
    expect_error("[run]\ndatabase = /\xFF\n", "F:2:1: the line is no UTF-8 text");
    assert_false(config_parse(&config, "F", BYTES("[run]\n\0\n"), &error));
    assert_string_equal(error.message, "F:2:1: the line is no UTF-8 text");
    error_clear(&error);
    assert_false(import_config_file("/nowhere/delegaudit.conf", &config, &error));
    assert_int_equal(error.status, STATUS_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_arrives),
        cmocka_unit_test(missing_keys_have_a_meaning),
        cmocka_unit_test(unknown_words_are_refused_where_they_stand),
        cmocka_unit_test(values_have_their_form),
        cmocka_unit_test(keys_belong_together),
        cmocka_unit_test(long_lines_and_no_text_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
