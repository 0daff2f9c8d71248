// SPDX-License-Identifier: Apache-2.0
// Tests of the inventory: what a row may say, and where the errors point.
#include "fixture.h"

#define HEADER "host,application,server\n"

static void expect(const char *content, const char *expected)
{
    expect_bytes(&inventory_format, bytes_of(content), expected);
}

#define expect_literal(literal, expected) expect_bytes(&inventory_format, BYTES(literal), expected)

static void reads_every_column(void **state)
{
    (void)state;
    expect("host,application,process,kind,hosted_by,identity,callers,level,complus_level,"
           "dcomcnfg_level,proxy_level,activation_level,interface,flags,transport,authn_service,"
           "authn_level,cloaking,server,server_identity,targets,server_application\n"
           "WS1,App,a.exe,complus-library,Host;Other,CORP\\svc,CORP\\a;b@corp.example,delegate,"
           "default,anonymous,identify,impersonate,IFoo,appid;queued,wmi,kerberos,privacy,dynamic,"
           "SRV1,S-1-5-18,cifs/fs1;http/web,PayProc\n",
           "2: host=WS1 application=App process=a.exe kind=complus-library hosted_by=Host;Other "
           "identity=CORP\\svc callers=CORP\\a;b@corp.example level=delegate complus_level=default "
           "dcomcnfg_level=anonymous proxy_level=identify activation_level=impersonate "
           "interface=IFoo flags=a transport=wmi authn_service=kerberos authn_level=privacy "
           "cloaking=dynamic server=SRV1 server_identity=S-1-5-18 targets=cifs/fs1;http/web "
           "server_application=PayProc\n");
}

static void lets_the_header_decide(void **state)
{
    (void)state;
    expect("Server,HOST,level,application\nS,H,Delegate,A\n",
           "2: host=H application=A level=delegate server=S\n");
    expect(HEADER, "");
    expect("host,application,server", "");
    expect(HEADER "H,A,S", "2: host=H application=A server=S\n");
    expect("\"host\",\"application\",\"server\"\n\"H\",\"A \"\"x\"\", y\",\"S\"\n",
           "2: host=H application=A \"x\", y server=S\n");
    expect("host,application,server,level,process\nH,A,S\n", "2: host=H application=A server=S\n");
}

static void takes_what_editors_write(void **state)
{
    (void)state;
    expect("\xEF\xBB\xBF" HEADER "H,A,S\n", "2: host=H application=A server=S\n");
    expect("host,application,server\r\nH,A,S\r\nI,B,T\r\n",
           "2: host=H application=A server=S\n3: host=I application=B server=T\n");
    expect("\n\r\n" HEADER "\n  \t\nH,A,S\n\n\nI,B,T\n\n",
           "6: host=H application=A server=S\n9: host=I application=B server=T\n");
    expect(" host , application,server\t\n H ,\tA,\" S \" \n",
           "2: host=H application=A server=S\n");
    expect(HEADER "B\xC3\xBCro,\xE2\x82\xAC,S\n",
           "2: host=B\xC3\xBCro application=\xE2\x82\xAC server=S\n");
}

static void counts_lines_through_quoted_cells(void **state)
{
    (void)state;
    expect(HEADER "H,\"A\nB\r\n\nC\",S\nI,B,T\n",
           "2: host=H application=A\nB\r\n\nC server=S\n6: host=I application=B server=T\n");
    expect("host,application,level,server\nH,\"A\nB\",4,S\n",
           "F:3:4: found '4', expected default anonymous identify impersonate delegate in column "
           "'level'");
    expect(HEADER "H,\"A\r\nB\",S\nI,B,\n",
           "2: host=H application=A\r\nB server=S\n"
           "F:4:5: found nothing, expected a value in column 'server'");
    expect("host,application,server,callers\nH,A,S,\"CORP\\a;\nnobody\"\n",
           "F:2:7: found 'CORP\\a;?nobody', expected an account (DOMAIN\\name, name@domain, a SID, "
           "name$, SYSTEM, NetworkService or LocalService) in column 'callers'");
}

static void refuses_headers(void **state)
{
    (void)state;
    expect("host,application,sever\n",
           "F:1:18: found 'sever', expected one of the columns host application process kind "
           "hosted_by identity callers level complus_level dcomcnfg_level proxy_level "
           "activation_level interface flags transport authn_service authn_level cloaking server "
           "server_identity targets server_application");
    expect("host,application,server,level,Level\n",
           "F:1:31: found column 'level' a second time, expected each column once");
    expect("host,server\nH,S\n",
           "F:1:1: found no column 'application', expected it in the header row");
    expect("\nhost;application;server\nH;A;S\n",
           "F:2:1: found 'host;application;server', expected commas between the columns (save it "
           "as CSV UTF-8 with commas)");
    expect("host\tapplication\tserver\nH\tA\tS\n",
           "F:1:1: found 'host?application?server', expected commas between the columns (save it "
           "as CSV UTF-8 with commas)");
}

static void refuses_words(void **state)
{
    (void)state;
    expect("host,application,server,level\nH,A,S,delegation\n",
           "F:2:7: found 'delegation', expected default anonymous identify impersonate delegate "
           "in column 'level'");
    expect("host,application,server,proxy_level\nH,A,S,unknown\n",
           "F:2:7: found 'unknown', expected default anonymous identify impersonate delegate in "
           "column 'proxy_level'");
    expect("host,application,server,kind\nH,A,S, dll\n",
           "F:2:8: found 'dll', expected exe service svchost surrogate complus-server "
           "complus-library inproc script w3wp in column 'kind'");
    expect("host,application,server,flags\nH,A,S,\"appid; late\"\n",
           "F:2:7: found 'appid; late', expected appid too-late queued explicit-identity in column "
           "'flags'");
    expect("host,application,server,transport\nH,A,S,dcom\n",
           "F:2:7: found 'dcom', expected com wmi wcf oledb pipe http in column 'transport'");
    expect("host,application,server,cloaking\n\xC3\xBC,A,S,yes\n",
           "F:2:7: found 'yes', expected none static dynamic in column 'cloaking'");
    expect("host,application,server,authn_service\nH,A,S,9\n",
           "F:2:7: found '9', expected default negotiate kerberos ntlm schannel none in column "
           "'authn_service'");
    expect("host,application,server,authn_level\nH,A,S,pkt\n",
           "F:2:7: found 'pkt', expected default none connect call packet integrity privacy in "
           "column 'authn_level'");
}

#define ACCOUNTS                                                                                   \
    "an account (DOMAIN\\name, name@domain, a SID, name$, SYSTEM, NetworkService or LocalService)"

static void checks_accounts(void **state)
{
    (void)state;
    expect("host,application,server,identity,callers,server_identity\n"
           "H,A,S,SYSTEM, CORP\\a ; ;b@c.d;,WS1$\n",
           "2: host=H application=A identity=SYSTEM callers=CORP\\a ; ;b@c.d; server=S "
           "server_identity=WS1$\n");
    expect("host,application,server,identity\nH,A,S,alice\n",
           "F:2:7: found 'alice', expected " ACCOUNTS " in column 'identity'");
    expect("host,application,server,identity\nH,A,S,CORP\\a;CORP\\b\n",
           "F:2:7: found 'CORP\\a;CORP\\b', expected " ACCOUNTS " in column 'identity'");
    expect("host,application,server,server_identity\nH,A,S,S-1-x\n",
           "F:2:7: found 'S-1-x', expected " ACCOUNTS " in column 'server_identity'");
}

static void takes_groups_of_hosts(void **state)
{
    (void)state;
    expect(HEADER "@group:CORP\\Clients,A,S\n",
           "2: host=@group:CORP\\Clients application=A server=S\n");
    expect(HEADER "@Group: ,A,S\n",
           "F:2:1: found '@Group:', expected a host or @group:NAME in column 'host'");
    expect(HEADER "@clients,A,S\n",
           "F:2:1: found '@clients', expected a host or @group:NAME in column 'host'");
}

static void wants_the_required_cells(void **state)
{
    (void)state;
    expect(HEADER "H, ,S\n", "F:2:3: found nothing, expected a value in column "
                             "'application'");
    expect(HEADER "\"\",A,S\n", "F:2:1: found nothing, expected a value in column 'host'");
    expect(HEADER "H,A\n",
           "F:2:3: found the end of the row behind this cell, expected one for column 'server'");
    expect(HEADER "H,A,S,\n", "F:2:7: found cell 4 of the row, expected its end: the header names "
                              "3 columns");
    expect(HEADER "H,A,S, x,y\n", "F:2:8: found cell 4 of the row, expected its end: the header "
                                  "names 3 columns");
}

static void refuses_broken_quotes(void **state)
{
    (void)state;
    expect(HEADER "H,\"A,S\nI,B,T\n",
           "F:2:3: found a quote that is not closed before the end of the file, expected a closing "
           "quote");
    expect(HEADER "H,A,\"", "F:2:5: found a quote that is not closed before the end of the file, "
                            "expected a closing quote");
    expect(HEADER "H,A \"x\",S\n",
           "F:2:3: found a stray quote, expected quotes around the whole cell and each quote "
           "within it doubled");
    expect(HEADER "H,\"A\"x,S\n",
           "F:2:3: found a stray quote, expected quotes around the whole cell and each quote "
           "within it doubled");
}

static void refuses_endless_rows(void **state)
{
    struct text content CLEANUP(text_clear) = {0};
    struct client_sink sink = {0};
    struct text log CLEANUP(text_clear) = {0};

    (void)state;
    text_append_string(&content, HEADER "H,\"");
    for (int i = 0; i < 120000; i++)
        text_append_string(&content, "A,B,C,D,E\n");
    run_chunks(&inventory_format, &sink, text_view(&content), 4096, &log);
    assert_string_equal(log.data, "F:2:3: found a quote that is not closed within 1 MiB, expected "
                                  "a closing quote");
}

static void refuses_what_is_no_text(void **state)
{
    (void)state;
    expect_literal(HEADER "H,A\0B,S\n", "F:2:3: found control character U+0000, expected text");
    expect(HEADER "H,A,S\x1B[31m\n", "F:2:5: found control character U+001B, expected text");
    expect(HEADER "H,A,\xC2\x85\n", "F:2:5: found control character U+0085, expected text");
    expect(HEADER "H,A,S\rI,B,T\n", "F:2:5: found control character U+000D, expected text");
    expect(HEADER "\xC3\xBC,\"A,B\xE4\",S\n",
           "F:2:3: found byte 0xE4 that is no UTF-8, expected UTF-8 (save it as CSV UTF-8)");
    expect(HEADER "H,\"A\n\x01\",S\n", "F:2:3: found control character U+0001, expected text");
    expect_literal("\xFF\xFEh\0o\0s\0t\0,\0\n\0",
                   "F:1:1: found UTF-16, expected UTF-8 (save it as CSV UTF-8)");
    expect_literal("\xFE\xFF\0h\0o\0s\0t",
                   "F:1:1: found UTF-16 big-endian, expected UTF-8, or UTF-16 little-endian with a "
                   "byte order mark");
    expect_literal("h\0o\0s\0t\0", "F:1:1: found UTF-16 without a byte order mark, expected UTF-8, "
                                   "or UTF-16 little-endian with a byte order mark");
}

static void says_where_the_sink_stopped(void **state)
{
    (void)state;
    expect_refusal(&inventory_format, "server,application,host\nS,A,H\n",
                   "F:2:5: the disk is full");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_column),
        cmocka_unit_test(lets_the_header_decide),
        cmocka_unit_test(takes_what_editors_write),
        cmocka_unit_test(counts_lines_through_quoted_cells),
        cmocka_unit_test(refuses_headers),
        cmocka_unit_test(refuses_words),
        cmocka_unit_test(checks_accounts),
        cmocka_unit_test(takes_groups_of_hosts),
        cmocka_unit_test(wants_the_required_cells),
        cmocka_unit_test(refuses_broken_quotes),
        cmocka_unit_test(refuses_endless_rows),
        cmocka_unit_test(refuses_what_is_no_text),
        cmocka_unit_test(says_where_the_sink_stopped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
