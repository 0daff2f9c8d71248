// SPDX-License-Identifier: Apache-2.0
// Tests of registry exports: applications, classes and svchost groups.
#include "fixture.h"

#define V5 "Windows Registry Editor Version 5.00\r\n\r\n"
#define CLASSES "HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes"
#define APP "{13486d44-4821-11D2-A494-3CB306C10000}"
#define UPPER "{13486D44-4821-11D2-A494-3CB306C10000}"
#define APPID "[" CLASSES "\\AppID\\" APP "]\r\n"
#define SVCHOST "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Svchost"

#define HEAD "host=WS1 appid=" UPPER
#define KEY "key=" CLASSES "\\AppID\\" APP
#define PART "3: part appid object=" APP "\n"

#define expect(literal, expected) expect_bytes(&registry_format, BYTES(literal), expected)

static void reads_who_runs_an_application(void **state)
{
    (void)state;
    expect(V5 APPID "@=\"OpcEnum\"\r\n\"AuthenticationLevel\"=dword:00000002\r\n"
                    "\"RunAs\"=\"nt authority\\\\localservice\"\r\n",
           PART "5: registry/appid " HEAD " name=OpcEnum authn=connect run_as=account "
                "account=nt authority\\localservice " KEY "\n");
    expect(V5 APPID "\"RunAs\"=\"interactive USER\"\r\n",
           PART "3: registry/appid " HEAD " authn=unset run_as=interactive-user " KEY "\n");
    expect(V5 APPID, PART "3: registry/appid " HEAD " authn=unset run_as=launching-user " KEY "\n");
    expect(V5 APPID "\"LocalService\"=\"winmgmt\"\r\n\"RunAs\"=\"CORP\\\\x\"\r\n",
           PART "3: registry/appid " HEAD " kind=service authn=unset run_as=service "
                "service=winmgmt " KEY "\n");
    expect(V5 APPID "\"RunAs\"=dword:1\r\n", PART "3: registry/appid " HEAD " authn=unset " KEY
                                                  " remark=RunAs on line 4 is not a text\n");
}

static void reads_the_rest_of_an_application(void **state)
{
    (void)state;
    expect(V5 APPID "\"DllSurrogate\"=\"\"\r\n\"RemoteServerName\"=\"app01\"\r\n"
                    "\"AppIDFlags\"=dword:00000005\r\n",
           PART "3: registry/appid " HEAD " kind=surrogate authn=unset run_as=launching-user "
                "surrogate=dllhost.exe remote=app01 flags=a " KEY "\n");
    expect(V5 APPID "\"AuthenticationLevel\"=dword:0\r\n\"AppIDFlags\"=\"x\"\r\n",
           PART "4: registry/appid " HEAD " authn=invalid run_as=launching-user " KEY
                " remark=AuthenticationLevel on line 4 is not a dword of 1 to 6; AppIDFlags on "
                "line 5 is not a dword\n");
    expect(V5 "[HKEY_CLASSES_ROOT\\AppID\\App.EXE]\r\n\"AppID\"=\"" APP "\"\r\n",
           "3: part appid object=App.EXE\n3: registry/appid host=WS1 appid=" UPPER
           " exe=App.EXE kind=exe key=HKEY_CLASSES_ROOT\\AppID\\App.EXE\n");
}

static void whole_keys_are_one_part(void **state)
{
    (void)state;
    expect(V5 "[" CLASSES "\\AppID]\r\n" APPID,
           "4: registry/appid " HEAD " authn=unset run_as=launching-user " KEY "\n");
    expect(V5 "[HKEY_CLASSES_ROOT\\AppID]\r\n", "");
}

static void ignores_the_users_own_classes(void **state)
{
    (void)state;
    expect(V5 "[" CLASSES "\\AppID]\r\n[HKEY_CURRENT_USER\\SOFTWARE\\Classes\\AppID\\" APP "]\r\n"
              "\"RunAs\"=\"CORP\\\\x\"\r\n",
           "");
}

static void honours_deletions(void **state)
{
    (void)state;
    expect(V5 "[" CLASSES "\\AppID]\r\n" APPID "[-" CLASSES "\\appid\\" UPPER "]\r\n", "");
    expect(V5 APPID "\"RunAs\"=\"CORP\\\\x\"\r\n[-" CLASSES "\\AppID]\r\n" APPID,
           "6: registry/appid " HEAD " authn=unset run_as=launching-user " KEY "\n");
    expect(V5 "[" CLASSES "\\CLSID\\" APP "]\r\n\"AppID\"=\"x\"\r\n[-HKCR\\CLSID\\" APP "]\r\n"
              "[" CLASSES "\\CLSID]\r\n",
           "");
}

static void reads_classes_of_both_views(void **state)
{
    (void)state;
    expect(V5 "[" CLASSES "\\CLSID]\r\n[" CLASSES "\\CLSID\\" APP "]\r\n\"AppID\"=\"" APP "\"\r\n"
              "[" CLASSES "\\CLSID\\" APP "\\InprocServer32]\r\n@=\"x.dll\"\r\n"
              "[" CLASSES "\\CLSID\\" APP "\\ProgID]\r\n@=\"Opc.Enum.1\"\r\n"
              "[" CLASSES "\\CLSID\\{0}]\r\n@=\"without application\"\r\n",
           "5: class host=WS1 clsid=" UPPER " progid=Opc.Enum.1 appid=" UPPER " key=" CLASSES
           "\\CLSID\\" APP "\n");
    expect(V5 "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\Classes\\CLSID\\" APP "]\r\n"
              "\"AppID\"=\"" APP "\"\r\n",
           "3: part class object=" APP "\n4: class host=WS1 clsid=" UPPER " appid=" UPPER
           " view=32-bit key=HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\Classes\\CLSID\\" APP "\n");
}

static void reads_svchost_groups(void **state)
{
    (void)state;
    expect(V5 "[" SVCHOST "]\r\n\"netsvcs\"=hex(7):41,00,00,00,42,00,\\\r\n  00,00,00,00\r\n"
              "\"plain\"=hex(7):43,00,00,00,00,00\r\n"
              "[" SVCHOST "\\netsvcs]\r\n\"CoInitializeSecurityParam\"=dword:00000001\r\n"
              "\"AuthenticationCapabilities\"=dword:00003020\r\n"
              "\"ImpersonationLevel\"=dword:00000003\r\n",
           "6: service host=WS1 service=C group=plain exe=svchost.exe key=" SVCHOST "\n"
           "6: registry/svchost host=WS1 name=plain kind=svchost level=unset authn=unset "
           "cloaking=unset initializes=no key=" SVCHOST "\n"
           "4: service host=WS1 service=A group=netsvcs exe=svchost.exe key=" SVCHOST "\n"
           "4: service host=WS1 service=B group=netsvcs exe=svchost.exe key=" SVCHOST "\n"
           "10: registry/svchost host=WS1 name=netsvcs kind=svchost level=impersonate authn=unset "
           "cloaking=static initializes=yes key=" SVCHOST "\\netsvcs\n");
    expect(V5 "[" SVCHOST "\\g]\r\n\"AuthenticationCapabilities\"=dword:60\r\n"
              "\"ImpersonationLevel\"=dword:9\r\n\"CoInitializeSecurityParam\"=\"1\"\r\n",
           "3: part svchost object=g\n"
           "5: registry/svchost host=WS1 name=g kind=svchost level=invalid authn=unset "
           "cloaking=invalid key=" SVCHOST
           "\\g remark=ImpersonationLevel on line 5 is not a dword of 1 to 4; "
           "CoInitializeSecurityParam on line 6 is not a dword\n");
}

static void reads_texts_of_code_page_850(void **state)
{
    (void)state;
    expect("REGEDIT4\r\n\r\n" APPID "\"RunAs\"=\"M\x81ller\"\r\n;Local Variables:\r\n"
           ";coding: CP850\r\n;End:\r\n",
           PART "3: registry/appid " HEAD " authn=unset run_as=account account=M\xC3\xBCller " KEY
                "\n");
    expect("REGEDIT4\r\n\r\n" APPID "\"RunAs\"=\"M\xFCller\"\r\n", PART
           "3: registry/appid " HEAD " authn=unset run_as=account account=M\xC3\xBCller " KEY "\n");
    expect(V5 APPID "\"RunAs\"=hex(2):4d,00,fc,00,00,00,41,00\r\n", PART
           "3: registry/appid " HEAD " authn=unset run_as=account account=M\xC3\xBC " KEY "\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_who_runs_an_application),
        cmocka_unit_test(reads_the_rest_of_an_application),
        cmocka_unit_test(whole_keys_are_one_part),
        cmocka_unit_test(ignores_the_users_own_classes),
        cmocka_unit_test(honours_deletions),
        cmocka_unit_test(reads_classes_of_both_views),
        cmocka_unit_test(reads_svchost_groups),
        cmocka_unit_test(reads_texts_of_code_page_850),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
