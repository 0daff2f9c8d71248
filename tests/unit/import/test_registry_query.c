// SPDX-License-Identifier: Apache-2.0
// Tests of the output of reg query.
#include "fixture.h"

#define OLE "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Ole\r\n"
#define APPID "HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes\\AppID"
#define APP "{13486D44-4821-11D2-A494-3CB306C10000}"
#define OTHER "{23486D44-4821-11D2-A494-3CB306C10000}"

#define expect(literal, expected) expect_bytes(NULL, BYTES(literal), expected)

static void reads_values(void **state)
{
    (void)state;
    expect(OLE
           "    EnableDCOM    REG_SZ    N\r\n    LegacyImpersonationLevel    REG_DWORD    0x4\r\n"
           "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Ole\\AppCompat\r\n",
           "3: host=WS1 level=delegate dcom=no\n");
    expect("! REG.EXE VERSION 3.0\r\n" OLE "    EnableDCOM\tREG_SZ\tY\r\n"
           "    LegacyImpersonationLevel\tREG_DWORD\t0x2\r\n",
           "4: host=WS1 level=identify dcom=yes\n");
    expect("HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\WBEM\\Scripting\r\n"
           "    Default Impersonation Level    REG_DWORD    3\r\n",
           "2: host=WS1 scripting=impersonate\n");
    expect(OLE "    LegacyImpersonationLevel    REG_SZ    4\r\n",
           "3: host=WS1 level=invalid remark=LegacyImpersonationLevel on line 3 is not a dword of "
           "1 to 4\n");
}

// One value is what /v shows; several are all of them.
static void tells_missing_from_not_asked(void **state)
{
    (void)state;
    expect(OLE "    EnableDCOM    REG_SZ    Y\r\n", "3: host=WS1 dcom=yes\n");
    expect(OLE "    EnableDCOM    REG_SZ    Y\r\n    (Default)    REG_SZ    x\r\n",
           "3: host=WS1 level=unset dcom=yes\n");
    expect(OLE "    LegacyImpersonationLevel    REG_DWORD    0x3\r\n",
           "3: host=WS1 level=impersonate\n");
}

static void reads_applications(void **state)
{
    (void)state;
    expect(APPID "\\" APP "\r\n    (Standard)    REG_SZ    Opc\r\n"
                 "    RunAs    REG_SZ    CORP\\M\x81ller\r\n\r\n" APPID "\\" OTHER
                 "\r\n    (Standard)    REG_SZ    Other\r\n",
           "1: part appid object=" APP "\n5: part appid object=" OTHER "\n"
           "1: registry/appid host=WS1 appid=" APP " name=Opc authn=unset run_as=account "
           "account=CORP\\M\xC3\xBCller key=" APPID "\\" APP "\n"
           "5: registry/appid host=WS1 appid=" OTHER " name=Other authn=unset "
           "run_as=launching-user key=" APPID "\\" OTHER "\n");
    expect(APPID "\\" APP "\r\n    (Default)    REG_SZ    Opc\r\n" APPID "\\" OTHER "\r\n",
           "1: part appid object=" APP "\n"
           "1: registry/appid host=WS1 appid=" APP " name=Opc key=" APPID "\\" APP "\n");
    expect("HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Svchost\r\n"
           "    netsvcs    REG_MULTI_SZ    A\\0B\r\n\r\n"
           "Ende der Suche: 1 \xC3\x9C"
           "bereinstimmung.\r\n",
           "2: service host=WS1 service=A group=netsvcs exe=svchost.exe "
           "key=HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Svchost\n"
           "2: service host=WS1 service=B group=netsvcs exe=svchost.exe "
           "key=HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Svchost\n");
}

static void refuses_what_is_no_output(void **state)
{
    (void)state;
    expect(OLE "    LegacyImpersonationLevel    REG_DWORD    0x1ffffffff\r\n",
           "F:3:46: found '0x1ffffffff', expected a number of 32 bits");
    expect(OLE "    LegacyImpersonationLevel    4\r\n",
           "F:3:1: found 'LegacyImpersonationLevel    4', expected name, type and data of a value");
    expect(OLE "x\r\n", "F:3:1: found 'x', expected a key (HKEY_...) or an indented value");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_values),
        cmocka_unit_test(tells_missing_from_not_asked),
        cmocka_unit_test(reads_applications),
        cmocka_unit_test(refuses_what_is_no_output),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
