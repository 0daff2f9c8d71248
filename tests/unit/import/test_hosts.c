// SPDX-License-Identifier: Apache-2.0
// Tests of host facts in CSV: words, and hosts that stand there twice.
#include "fixture.h"

#define HEADER                                                                                     \
    "host,machine_level,ignore_delegation_failure,enable_dcom,credential_guard,domain_joined\n"

static void expect(const char *content, const char *expected)
{
    expect_bytes(&hosts_format, bytes_of(content), expected);
}

static void reads_facts(void **state)
{
    (void)state;
    expect(HEADER "WS1,delegate,yes,no,YES,No\n"
                  "WS2,unset,,,,\n"
                  "WS3\n",
           "2: host=WS1 level=delegate ignore=yes dcom=no guard=yes joined=no\n"
           "3: host=WS2 level=unset\n"
           "4: host=WS3\n");
    expect("host,scripting_level,complus_default_level\nWS1,delegate,unset\n",
           "2: host=WS1 scripting=delegate complus=unset\n");
    expect("credential_guard,host\nno,WS1\n", "2: host=WS1 guard=no\n");
}

static void refuses_words(void **state)
{
    (void)state;
    expect(HEADER "WS1,4,,,,\n", "F:2:5: found '4', expected anonymous identify impersonate "
                                 "delegate unset in column 'machine_level'");
    expect(HEADER "WS1,invalid,,,,\n", "F:2:5: found 'invalid', expected anonymous identify "
                                       "impersonate delegate unset in column 'machine_level'");
    expect(HEADER "WS1,default,,,,\n", "F:2:5: found 'default', expected anonymous identify "
                                       "impersonate delegate unset in column 'machine_level'");
    expect(HEADER "WS1,,,1,,\n", "F:2:7: found '1', expected yes or no in column 'enable_dcom'");
    expect(HEADER "WS1,,unknown,,,\n",
           "F:2:6: found 'unknown', expected yes or no in column 'ignore_delegation_failure'");
    expect(HEADER ",,,,,\n", "F:2:1: found nothing, expected a value in column 'host'");
    expect(HEADER "@group:X,,,,,\n", "F:2:1: found '@group:X', expected a host in column 'host'");
    expect("host,level\n", "F:1:6: found 'level', expected one of the columns host machine_level "
                           "ignore_delegation_failure enable_dcom credential_guard domain_joined "
                           "scripting_level complus_default_level");
    expect(
        HEADER "WS1,contradictory,,,,\n",
        "F:2:5: found 'contradictory', expected anonymous identify impersonate delegate unset in "
        "column 'machine_level'");
}

static void wants_one_truth_for_a_host(void **state)
{
    (void)state;
    expect(HEADER "WS1,unset,yes,,,\nWS2,,,,,\nws1,unset,yes,,,\n",
           "2: host=WS1 level=unset ignore=yes\n3: host=WS2\n");
    expect(HEADER "WS1,unset,yes,,,\n\nws1,unset,no,,,\n",
           "2: host=WS1 level=unset ignore=yes\n"
           "F:4:1: found host 'ws1' with other values than on line 2, expected one row for each "
           "host");
    expect("machine_level,host\nunset,WS1\n,WS1\n",
           "2: host=WS1 level=unset\n"
           "F:3:2: found host 'ws1' with other values than on line 2, expected one row for each "
           "host");
}

static void says_where_the_sink_stopped(void **state)
{
    (void)state;
    expect_refusal(&hosts_format, "host\nWS1\n", "F:2:1: the disk is full");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_facts),
        cmocka_unit_test(refuses_words),
        cmocka_unit_test(wants_one_truth_for_a_host),
        cmocka_unit_test(says_where_the_sink_stopped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
