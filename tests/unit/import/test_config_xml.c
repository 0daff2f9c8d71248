// SPDX-License-Identifier: Apache-2.0
// Tests of machine.config.
#include "fixture.h"

#define HEAD "<?xml version=\"1.0\"?>\r\n<configuration>\r\n <system.web>\r\n"
#define TAIL "\r\n </system.web>\r\n</configuration>\r\n"
#define BEGIN "4: config/process-model host=WS1 name=ASP.NET exe=aspnet_wp.exe kind=exe "
#define END "key=system.web/processModel"

#define expect(literal, expected) expect_bytes(NULL, BYTES(literal), expected)

static void reads_names_and_numbers(void **state)
{
    (void)state;
    expect(HEAD
           "<processModel comImpersonationLevel=\"Delegate\" comAuthenticationLevel="
           "\"PktPrivacy\" userName=\"machine\" password=\"AutoGenerate\" enable=\"true\"/>" TAIL,
           BEGIN "level=delegate authn=privacy run_as=account account=.\\ASPNET enabled=yes " END
                 "\n");
    expect(HEAD "<processModel comImpersonationLevel='4' comAuthenticationLevel='2'/>" TAIL,
           BEGIN "level=impersonate authn=connect " END "\n");
    expect(HEAD "<processModel comImpersonationLevel='2' comAuthenticationLevel='3'/>" TAIL,
           BEGIN "level=delegate authn=default " END "\n");
    expect(HEAD "<processModel autoConfig='true'/>" TAIL,
           BEGIN "level=unset authn=unset " END "\n");
    expect(HEAD "<processModel comImpersonationLevel='5' comAuthenticationLevel='x'/>" TAIL,
           BEGIN "level=invalid authn=invalid " END
                 " remark=comImpersonationLevel is no level; comAuthenticationLevel is no level\n");
}

static void looks_in_its_place_only(void **state)
{
    const char *none = "F:1:1: found no system.web/processModel, expected a machine.config that "
                       "has one";

    (void)state;
    expect("<configuration><processModel comImpersonationLevel='Delegate'/></configuration>", none);
    expect("<configuration><system.web><x><processModel/></x></system.web></configuration>", none);
    expect("\n\n<configuration><system.web>\n<processModel/></system.web></configuration>",
           "4: config/process-model host=WS1 name=ASP.NET exe=aspnet_wp.exe kind=exe level=unset "
           "authn=unset " END "\n");
}

static void refuses_what_is_no_xml(void **state)
{
    (void)state;
    expect("<configuration>\n <a>\n</configuration>",
           "F:3:3: found no XML (mismatched tag), expected a configuration file");
    expect("<configuration>\n", "F:2:1: found no XML (no element found), expected a configuration "
                                "file");
    expect("<?xml version='1.0'?>\n<!DOCTYPE x [<!ENTITY a 'b'>]>\n<x/>",
           "F:2:13: found a document type declaration, expected a configuration file of .NET");
    expect("<configuration><system.web><processModel/>\n<processModel/></system.web>"
           "</configuration>",
           "1: config/process-model host=WS1 name=ASP.NET exe=aspnet_wp.exe kind=exe level=unset "
           "authn=unset " END "\nF:2:1: found a second processModel, expected one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_names_and_numbers),
        cmocka_unit_test(looks_in_its_place_only),
        cmocka_unit_test(refuses_what_is_no_xml),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
