// SPDX-License-Identifier: Apache-2.0
// Tests of registry exports: the syntax, the encodings, and what a file proves.
#include "fixture.h"

#define V5 "Windows Registry Editor Version 5.00\r\n\r\n"
#define OLE "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Ole]\r\n"
#define OLE_32 "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\Microsoft\\Ole]\r\n"
#define RPC "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Rpc]\r\n"
#define SCRIPTING                                                                                  \
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\WBEM\\Scripting]\r\n"                               \
    "\"Default Impersonation Level\"="
#define LSA                                                                                        \
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa]\r\n\"LsaCfgFlags\"=dword:"
#define GUARD                                                                                      \
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\DeviceGuard]\r\n"                    \
    "\"EnableVirtualizationBasedSecurity\"=dword:"
#define GUARD_POLICY                                                                               \
    "[HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\DeviceGuard]\r\n\"LsaCfgFlags\"=dword:"
#define LEVEL "\"LegacyImpersonationLevel\"="
#define IGNORE "\"IgnoreDelegationFailure\"="

#define expect(literal, expected) expect_bytes(&registry_format, BYTES(literal), expected)

static void reads_the_values(void **state)
{
    (void)state;
    expect(V5 OLE LEVEL "dword:00000004\r\n\"EnableDCOM\"=\"N\"\r\n\r\n" RPC IGNORE
                        "dword:00000001\r\n",
           "4: host=WS1 level=delegate dcom=no\n8: host=WS1 ignore=yes\n");
    expect(V5 OLE LEVEL "dword:1\r\n\"EnableDCOM\"=\"y\"\r\n",
           "4: host=WS1 level=anonymous dcom=yes\n");
    expect(V5 OLE LEVEL "dword:00000002", "4: host=WS1 level=identify dcom=yes\n");
    expect(V5 OLE LEVEL "hex(4):03,00,00,00\r\n", "4: host=WS1 level=impersonate dcom=yes\n");
    expect(V5 RPC IGNORE "dword:00000000\r\n", "4: host=WS1 ignore=no\n");
    expect(V5 "[hklm\\software\\microsoft\\OLE]\r\n\"legacyIMPERSONATIONlevel\"=DWORD:4\r\n",
           "4: host=WS1 level=delegate dcom=yes\n");
    expect(V5 OLE "\"LegacyAuthenticationLevel\"=dword:6\r\n"
                  "[HKLM\\SOFTWARE\\Microsoft\\Ole\\AppCompat]\r\n"
                  "\"RequireIntegrityActivationAuthenticationLevel\"=dword:0\r\n"
                  "\"RaiseActivationAuthenticationLevel\"=dword:2\r\n",
           "4: host=WS1 level=unset dcom=yes authn=privacy require=no raise=yes\n");
    expect(V5 SCRIPTING "dword:4\r\n", "4: host=WS1 scripting=delegate\n");
    expect(V5 SCRIPTING "dword:0\r\n",
           "4: host=WS1 scripting=invalid remark=Default Impersonation Level on line 4 is not a "
           "dword of 1 to 4\n");
    expect(V5 OLE "\"EnableDCOM\"=hex(1):4e,00,00,00\r\n", "4: host=WS1 level=unset dcom=no\n");
    expect("REGEDIT4\n" OLE "\"EnableDCOM\"=hex(1):4e,00\n", "3: host=WS1 level=unset dcom=no\n");
}

#define ALL_UNSET                                                                                  \
    "3: host=WS1 level=unset dcom=yes\n3: host=WS1 ignore=no\n3: host=WS1 scripting=unset\n"

static void tells_missing_from_not_read(void **state)
{
    (void)state;
    expect(V5 OLE "\r\n", "3: host=WS1 level=unset dcom=yes\n");
    expect(V5 RPC "\r\n", "3: host=WS1 ignore=no\n");
    expect(V5 "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows NT]\r\n",
           "3: host=WS1 ignore=no\n");
    expect(V5 "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies]\r\n", "3: host=WS1 ignore=no\n");
    expect(V5 "[HKLM\\SOFTWARE\\Microsoft\\]\r\n",
           "3: host=WS1 level=unset dcom=yes\n3: host=WS1 scripting=unset\n");
    expect(V5 "[HKEY_LOCAL_MACHINE\\SOFTWARE]\r\n", ALL_UNSET);
    expect(V5 "[HKLM]\r\n", ALL_UNSET);
}

static void shows_what_is_invalid(void **state)
{
    (void)state;
    expect(V5 OLE LEVEL "dword:00000000\r\n",
           "4: host=WS1 level=invalid dcom=yes remark=LegacyImpersonationLevel on line 4 is not a "
           "dword of 1 to 4\n");
    expect(V5 OLE LEVEL "dword:00000005\r\n\"EnableDCOM\"=\"yes\"\r\n" RPC IGNORE "dword:2\r\n",
           "4: host=WS1 level=invalid remark=LegacyImpersonationLevel on line 4 is not a dword of "
           "1 to 4; EnableDCOM on line 5 is not the text Y or N\n"
           "7: host=WS1 remark=IgnoreDelegationFailure on line 7 is not a dword of 0 or 1\n");
    expect(V5 OLE LEVEL "\"4\"\r\n",
           "4: host=WS1 level=invalid dcom=yes remark=LegacyImpersonationLevel on line 4 is not a "
           "dword of 1 to 4\n");
    expect(V5 OLE LEVEL "hex(4):04\r\n",
           "4: host=WS1 level=invalid dcom=yes remark=LegacyImpersonationLevel on line 4 is not a "
           "dword of 1 to 4\n");
    expect(V5 OLE LEVEL "hex(b):04,00,00,00,00,00,00,00\r\n",
           "4: host=WS1 level=invalid dcom=yes remark=LegacyImpersonationLevel on line 4 is not a "
           "dword of 1 to 4\n");
}

static void tells_whether_credential_guard_runs(void **state)
{
    (void)state;
    expect(V5 LSA "0\r\n", "4: host=WS1 guard=no\n");
    expect(V5 LSA "1\r\n" GUARD "1\r\n", "4: host=WS1 guard=yes\n");
    expect(V5 LSA "2\r\n" GUARD "0\r\n", "4: host=WS1 guard=no\n");
    expect(V5 LSA "2\r\n", "4: host=WS1 remark=LsaCfgFlags switches Credential Guard on, but "
                           "EnableVirtualizationBasedSecurity was not read\n");
    expect(V5 LSA "2\r\n" GUARD "1\r\n" GUARD_POLICY "0\r\n", "6: host=WS1 guard=no\n");
    expect(V5 LSA "0\r\n" GUARD "1\r\n" GUARD_POLICY "3\r\n", "4: host=WS1 guard=no\n");
    expect(V5 GUARD "1\r\n" GUARD_POLICY "1\r\n", "4: host=WS1 guard=yes\n");
    expect(V5 GUARD "1\r\n", "");
    expect(V5 LSA "9\r\n", "4: host=WS1 remark=LsaCfgFlags on line 4 is not a dword of 0 to 3\n");
}

static void lets_the_last_one_win(void **state)
{
    (void)state;
    expect(V5 OLE LEVEL "dword:9\r\n" LEVEL "dword:3\r\n",
           "5: host=WS1 level=impersonate dcom=yes\n");
    expect(V5 OLE LEVEL "dword:4\r\n" LEVEL "-\r\n", "3: host=WS1 level=unset dcom=yes\n");
    expect(V5 OLE LEVEL "dword:4\r\n[-HKLM\\SOFTWARE\\Microsoft\\Ole]\r\n" LEVEL "dword:4\r\n",
           "3: host=WS1 level=unset dcom=yes\n");
    expect(V5 OLE LEVEL "dword:4\r\n[-HKLM\\SOFTWARE\\Microsoft]\r\n" OLE LEVEL "dword:1\r\n",
           "7: host=WS1 level=anonymous dcom=yes\n5: host=WS1 scripting=unset\n");
}

static void keeps_the_native_view(void **state)
{
    (void)state;
    expect(V5 OLE LEVEL "dword:2\r\n" OLE_32 LEVEL "dword:2\r\n",
           "4: host=WS1 level=identify dcom=yes\n");
    expect(V5 OLE LEVEL "dword:2\r\n" OLE_32 LEVEL "dword:4\r\n",
           "4: host=WS1 level=identify dcom=yes remark=LegacyImpersonationLevel differs in "
           "Wow6432Node on line 6, which was left aside\n");
    expect(V5 OLE_32 "\"EnableDCOM\"=\"N\"\r\n" OLE,
           "5: host=WS1 level=unset dcom=yes remark=EnableDCOM differs in Wow6432Node on line 4, "
           "which was left aside\n");
}

static void reads_past_the_rest(void **state)
{
    (void)state;
    expect(V5 "; a comment\r\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Ole]\r\n" LEVEL
              "dword:4\r\n" OLE "@=\"\"\r\n@ = \"Ole \\\"x\\\" \\\\\" ; said\r\n"
              "\"a=b\\\"]\"=\"[HKLM]\"\r\n"
              "\"DefaultLaunchPermission\"=hex:01,00,04,80,\\  \r\n"
              "  5c,00,00,00,\\\r\n  6c,00\r\n"
              "\"multi\"=hex(7):61,00,00,00,00,00\r\n\"none\"=hex(0):\r\n"
              "\"path\"=hex(2):25,00,\\\r\n   41,00\r\n"
              "   \"LegacyImpersonationLevel\" = dword:00000003 ;\r\n"
              "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Ole\\AppCompat]\r\n" LEVEL "dword:4\r\n"
              "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\[x]]\r\n",
           "17: host=WS1 level=impersonate dcom=yes\n");
}

static void reads_texts_with_line_breaks(void **state)
{
    (void)state;
    expect(V5 OLE "\"note\"=\"one\r\n[HKLM]\r\nthree\"\r\n" LEVEL "dword:4\r\n",
           "7: host=WS1 level=delegate dcom=yes\n");
    expect(V5 OLE "\"note\"=\"one\r\n" LEVEL "dword:4\r\n",
           "F:4:8: found a text whose closing quote is missing or stands on line 5, expected it at "
           "the end of the value");
}

static void append_utf16(struct text *out, const char *ascii)
{
    for (; *ascii; ascii++)
        text_append(out, (struct bytes){(const char[]){*ascii, '\0'}, 2});
}

static void reads_the_encodings(void **state)
{
    struct text utf16 CLEANUP(text_clear) = {0};

    (void)state;
    text_append(&utf16, BYTES("\xFF\xFE"));
    append_utf16(&utf16, V5 OLE "\"n\"=\"");
    text_append(&utf16, BYTES("\xFC\0\x3D\xD8\x00\xDE"));
    append_utf16(&utf16, "\"\r\n" LEVEL "dword:4\r\n");
    expect_bytes(&registry_format, text_view(&utf16), "5: host=WS1 level=delegate dcom=yes\n");
    expect("\xEF\xBB\xBF" V5 OLE LEVEL "dword:4\n", "4: host=WS1 level=delegate dcom=yes\n");
    expect("REGEDIT4\r\n\r\n" OLE "\"n\"=\"\xFC\"\r\n" LEVEL "dword:4\r\n",
           "5: host=WS1 level=delegate dcom=yes\n");
    expect(V5 OLE "\"\xFC\"x\r\n", "F:4:4: found 'x', expected '=' behind the name");
    expect("\xFF\xFE[\0\xD8", "F:1:1: found a file that ends within a character, expected UTF-8, "
                              "or UTF-16 little-endian with a byte order mark");
    expect("\xFE\xFF\0W\0i",
           "F:1:1: found UTF-16 big-endian, expected UTF-8, or UTF-16 little-endian with a byte "
           "order mark");
    expect("W\0i\0n\0", "F:1:1: found UTF-16 without a byte order mark, expected UTF-8, or UTF-16 "
                        "little-endian with a byte order mark");
}

static void replaces_lone_surrogates(void **state)
{
    (void)state;
    expect(
        "\xFF\xFER\0E\0G\0E\0D\0I\0T\0\x34\0\n\0[\0H\0K\0L\0M\0]\0\n\0@\0=\0\"\0\0\xD8\"\0\0\xDC",
        "F:3:6: found '\xEF\xBF\xBD', expected the end of the line behind the closing quote");
}

#define TRAILER ";Local Variables:\n;coding: "

static void knows_the_exports_of_samba(void **state)
{
    const char *cut = "F:4:1: found the end of the file, expected the line ';End:', with which "
                      "Samba's net ends an export: export it again (or add the line, where the "
                      "file is whole and not Samba's)";

    (void)state;
    expect("Windows Registry Editor Version 5.00\n\n[HKLM\\SOFTWARE\\Microsoft\\Ole]\n" LEVEL
           "dword:00000004\n" TRAILER "UTF-8\n;End:\n",
           "4: host=WS1 level=delegate dcom=yes\n");
    expect("Windows Registry Editor Version 5.00\n\n[HKLM\\SOFTWARE\\Microsoft\\Ole]\n" LEVEL
           "dword:00000004\n",
           cut);
    expect("REGEDIT4\r\n\r\n;Local Variables:\r\n;coding: CP850\r\n", cut);
}

static void refuses_headers(void **state)
{
    (void)state;
    expect("REGEDIT\r\nHKEY_CLASSES_ROOT\\x = y\r\n",
           "F:1:1: found 'REGEDIT', expected 'Windows Registry Editor Version 5.00' or 'REGEDIT4': "
           "the format of Windows 3.1 cannot hold these values");
    expect("Windows Registry Editor Version 6.00\r\n",
           "F:1:1: found 'Windows Registry Editor Version 6.00', expected 'Windows Registry Editor "
           "Version 5.00' or 'REGEDIT4'");
}

#define NO_KEY                                                                                     \
    "F:1:1: found none of the keys that matter, expected one of HKLM\\SOFTWARE\\Microsoft\\Ole, "  \
    "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Rpc, "                                       \
    "HKLM\\SOFTWARE\\Microsoft\\WBEM\\Scripting, HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa, "  \
    "HKLM\\SOFTWARE\\Classes\\AppID, HKLM\\SOFTWARE\\Classes\\CLSID, "                             \
    "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Svchost or a key above or below"

static void wants_one_of_the_keys(void **state)
{
    (void)state;
    expect(V5, NO_KEY);
    expect(V5 OLE_32 LEVEL "dword:4\r\n", NO_KEY);
    expect(V5 "[HKLM\\SOFTWARE\\Microsoft\\Ole\\Other]\r\n", NO_KEY);
    expect(V5 "[HKLM\\SOFTWARE\\Micro]\r\n[HKCU\\SOFTWARE\\Microsoft\\Ole]\r\n", NO_KEY);
}

static void refuses_what_is_no_syntax(void **state)
{
    (void)state;
    expect(V5 "x\r\n", "F:3:1: found 'x', expected a key in brackets, a value or a comment");
    expect(V5 "\"a\"=\"b\"\r\n",
           "F:3:1: found '\"a\"=\"b\"', expected a key in brackets before the first value");
    expect(V5 " [HKLM\r\n", "F:3:2: found '[HKLM', expected a closing bracket");
    expect(V5 "[HKLM] x\r\n", "F:3:8: found 'x', expected the end of the line behind the key");
    expect(V5 OLE "\"a\r\n", "F:4:1: found a name that is not closed, expected a closing quote");
    expect(V5 OLE "\"a\" \"b\"\r\n", "F:4:5: found '\"b\"', expected '=' behind the name");
    expect(V5 OLE "\"a\"=b\r\n", "F:4:5: found 'b', expected a quoted text, dword:, hex: or -");
    expect(V5 OLE "\"a\"=dword:\r\n",
           "F:4:11: found nothing, expected one to eight hexadecimal digits");
    expect(V5 OLE "\"a\"=dword:123456789\r\n",
           "F:4:19: found '9', expected one to eight hexadecimal digits");
    expect(V5 OLE "\"a\"=dword:1g\r\n",
           "F:4:12: found 'g', expected the end of the line behind the number");
    expect(V5 OLE "\"a\"=hex:01,0x\r\n", "F:4:13: found 'x', expected a comma between the bytes");
    expect(V5 OLE "\"a\"=hex:,\r\n", "F:4:9: found ',', expected two hexadecimal digits");
    expect(V5 OLE "\"a\"=hex(2:00\r\n",
           "F:4:10: found ':00', expected a type and a closing bracket");
    expect(V5 OLE "\"a\"=hex(2)00\r\n", "F:4:11: found '00', expected a colon");
    expect(V5 OLE "\"a\"=hex:01,\\ x\r\n",
           "F:4:14: found 'x', expected the end of the line behind the backslash");
    expect(V5 OLE "\"a\"=hex:01,\\\r\n",
           "F:4:5: found a value that is cut by the end of the file, expected all of it");
    expect(V5 OLE "\"a\"=\"b\r\n",
           "F:4:5: found a value that is cut by the end of the file, expected all of it");
    expect(V5 OLE "\"a\"=-b\r\n", "F:4:6: found 'b', expected the end of the line behind -");
}

static void wants_a_host(void **state)
{
    struct client_sink sink = {0};
    struct import_run run CLEANUP(import_run_clear) = {.job = {.file = "F", .sink = &sink},
                                                       .format = &registry_format};
    struct error error = {0};

    (void)state;
    assert_true(import_run_feed(&run, BYTES(V5 OLE), &error));
    assert_false(import_run_finish(&run, &error));
    assert_string_equal(error.message, "F:1:1: found no host in the names of the file and its "
                                       "directory, expected HOST.reg: give it with --host");
}

static void says_where_the_sink_stopped(void **state)
{
    (void)state;
    expect_refusal(&registry_format, V5 OLE LEVEL "dword:4\r\n", "F:4:1: the disk is full");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_values),
        cmocka_unit_test(tells_missing_from_not_read),
        cmocka_unit_test(shows_what_is_invalid),
        cmocka_unit_test(lets_the_last_one_win),
        cmocka_unit_test(keeps_the_native_view),
        cmocka_unit_test(reads_past_the_rest),
        cmocka_unit_test(reads_texts_with_line_breaks),
        cmocka_unit_test(reads_the_encodings),
        cmocka_unit_test(replaces_lone_surrogates),
        cmocka_unit_test(tells_whether_credential_guard_runs),
        cmocka_unit_test(knows_the_exports_of_samba),
        cmocka_unit_test(refuses_headers),
        cmocka_unit_test(wants_one_of_the_keys),
        cmocka_unit_test(refuses_what_is_no_syntax),
        cmocka_unit_test(wants_a_host),
        cmocka_unit_test(says_where_the_sink_stopped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
