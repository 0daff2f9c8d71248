// SPDX-License-Identifier: Apache-2.0
// Tests of the LDIF reader: lines, values, ranges, and what it says of the export as a whole.
#include "unit/check.h"

#include "base/cleanup.h"
#include "import/ldif.h"

static bool log_object(void *context, const struct attrs *object, struct error *error)
{
    struct text *log = context;

    (void)error;
    assert_false(object->continues);
    text_printf(log, "<%.*s>", (int)object->dn.size, object->dn.data);
    for (enum attr attr = 0; attr < ATTR_COUNT; attr++) {
        const struct attr_values *values = &object->values[attr];

        if (values->count)
            text_printf(log, " %s%s", attr_name(attr), values->truncated ? "(cut)" : "");
        for (size_t i = 0; i < values->count; i++) {
            text_append_byte(log, i ? '|' : '=');
            text_append(log, values->items[i]);
        }
    }
    text_append_byte(log, '\n');
    return true;
}

static bool log_coverage(void *context, const struct coverage *coverage, struct error *error)
{
    struct text *log = context;

    (void)error;
    assert_bytes(coverage->asked, "F");
    assert_int_equal(coverage->whole, !coverage->shortfall.size);
    text_printf(log, "%u in '%.*s' %.*s\n", (unsigned)coverage->received,
                (int)coverage->context.size, coverage->context.data, (int)coverage->shortfall.size,
                coverage->shortfall.data);
    return true;
}

static bool refuse_object(void *context, const struct attrs *object, struct error *error)
{
    (void)context;
    (void)object;
    return error_set(error, STATUS_STORE, "the disk is full");
}

static bool take_line(void *context, const struct line *line, struct error *error)
{
    return ldif_line(context, line, error);
}

static void run_chunks(const struct sink *sink, struct bytes content, size_t chunk_bytes,
                       struct text *log)
{
    struct ldif ldif CLEANUP(ldif_clear) = {.file = "F", .sink = sink};
    struct lines lines CLEANUP(lines_clear) = {.file = "F", .context = &ldif, .line = take_line};
    struct error error = {0};
    bool good = true;

    for (size_t at = 0; good && at < content.size; at += chunk_bytes)
        good = lines_feed(&lines, bytes_slice(content, at, chunk_bytes), &error);
    good = good && lines_finish(&lines, &error) && ldif_finish(&ldif, &error);
    if (!good)
        text_append_string(log, error.message);
    assert_int_equal(good, error.status == STATUS_OK);
}

// In one piece and in pieces of every size up to seven bytes: nothing may differ.
static void expect_view(struct bytes content, struct bytes expected)
{
    for (size_t chunk_bytes = 0; chunk_bytes < 8; chunk_bytes++) {
        struct text log CLEANUP(text_clear) = {0};
        struct sink sink = {&log, log_object, log_coverage};

        text_append_string(&log, "");
        run_chunks(&sink, content, chunk_bytes ? chunk_bytes : SIZE_MAX / 2, &log);
        if (!bytes_equal(text_view(&log), expected))
            assert_string_equal(log.data, expected.data);
    }
}

#define expect(literal, expected) expect_view(BYTES(literal), BYTES(expected))

#define DN "dn: CN=a,DC=x\n"

static void reads_entries(void **state)
{
    (void)state;
    expect("version: 1\n\ndn: CN=a,DC=x\nsAMAccountName: a\nobjectClass: top\nobjectClass: user\n"
           "other: 1\n\n\n\ndn: CN=b,DC=x\nSAMACCOUNTNAME:b\n",
           "<CN=a,DC=x> objectClass=top|user sAMAccountName=a\n<CN=b,DC=x> sAMAccountName=b\n"
           "2 in 'DC=x' \n");
    expect("\xEF\xBB\xBF" DN "changetype: add\r\nmember:   m \r\n\r\n",
           "<CN=a,DC=x> member=m \n1 in 'DC=x' \n");
    expect(DN "member: m\n-\nmember: n\n\n" DN "member: n",
           "<CN=a,DC=x> member=m|n\n<CN=a,DC=x> member=n\n2 in 'DC=x' \n");
    expect(DN "member: a: b;c\nmember:\nmember: \xC3\xBC\n",
           "<CN=a,DC=x> member=a: b;c||\xC3\xBC\n1 in 'DC=x' \n");
}

static void reads_the_rootdse(void **state)
{
    (void)state;
    expect("dn:\ndefaultNamingContext: DC=x,DC=y\n\ndn: CN=b,DC=z\n\n",
           "<> defaultNamingContext=DC=x,DC=y\n<CN=b,DC=z>\n2 in 'DC=x,DC=y' \n");
    expect("dn: CN=b,DC=z\n\ndn: \ndefaultNamingContext: DC=x\n\n",
           "<CN=b,DC=z>\n<> defaultNamingContext=DC=x\n2 in 'DC=x' \n");
    expect("dn: CN=a\\,DC=q,DC=f,CN=DNS,dc=x, DC=y\n",
           "<CN=a\\,DC=q,DC=f,CN=DNS,dc=x, DC=y>\n1 in 'dc=x, DC=y' \n");
    expect("dn: CN=a,O=b\\\n", "<CN=a,O=b\\>\n1 in '' \n");
}

static void unfolds_lines(void **state)
{
    (void)state;
    expect("dn: CN=\n a,D\n C=x\n# a comm\n ent\nmem\n ber: on\n  e\r\n  two\r\n",
           "<CN=a,DC=x> member=on e two\n1 in 'DC=x' \n");
    expect(" dn: CN=a\n",
           "F:1:1: found ' dn: CN=a', expected no blank before the first line of a value");
    expect(DN "\n x\n", "F:3:1: found ' x', expected no blank before the first line of a value");
}

static void decodes_base64(void **state)
{
    (void)state;
    expect("dn:: Q049w7w=\nobjectSid:: AQAA/w==\nobjectGUID::AAEC\nmember:: \nother:: AA==\n",
           "<CN=\xC3\xBC> objectGUID=\0\1\2 objectSid=\1\0\0\xFF member=\n1 in '' \n");
    expect("dn:: Q04\n 9w7\n w=\n", "<CN=\xC3\xBC>\n1 in '' \n");
    expect(DN "objectSid:: AQAA/w\n",
           "F:2:13: found 'AQAA/w', expected a value in base64 that is whole");
    expect(DN "other::  A*==\n", "F:2:10: found 'A*==', expected a value in base64 that is whole");
    expect(DN "objectSid:: AQA\n A/", "F:2:13: found 'AQAA/', expected a value in base64 that is "
                                      "whole");
    expect("dn:: /w==\n", "F:1:6: found '?', expected a DN in UTF-8");
    expect("dn:: QQBC\n", "F:1:6: found 'A?B', expected a DN in UTF-8");
}

static void reads_utf16(void **state)
{
    (void)state;
    expect("\xFF\xFE"
           "d\0n\0:\0 \0C\0N\0=\0\xFC\0\r\0\n\0m\0e\0m\0b\0e\0r\0:\0m\0\r\0\n\0",
           "<CN=\xC3\xBC> member=m\n1 in '' \n");
}

static void joins_ranges(void **state)
{
    (void)state;
    expect(DN "member;range=0-1: a\nmember;range=0-1: b\n\n" DN "member: c\n",
           "<CN=a,DC=x> member(cut)=a|b\n<CN=a,DC=x> member=c\n"
           "2 in 'DC=x' values of member of 'CN=a,DC=x' on line 1 are missing\n");
    expect(DN "member;range=0-1: a\nmember;Range=0-1: b\nmember;range=2-*: c\n",
           "<CN=a,DC=x> member=a|b|c\n1 in 'DC=x' \n");
    expect(DN "member;range=0-1: a\nmember;range=3-*: c\n",
           "<CN=a,DC=x> member(cut)=a|c\n"
           "1 in 'DC=x' values of member of 'CN=a,DC=x' on line 1 are missing\n");
    expect(DN "member;range=2-*: c\n\n" DN "member;range=0-0: c\nservicePrincipalName;range=0-0: "
              "s\n",
           "<CN=a,DC=x> member(cut)=c\n<CN=a,DC=x> servicePrincipalName(cut)=s member(cut)=c\n"
           "2 in 'DC=x' values of member of 'CN=a,DC=x' on line 1 are missing; so are some of 2 "
           "further attributes\n");
    expect(DN "objectSid;binary:: AAEC\n", "<CN=a,DC=x> objectSid=\0\1\2\n1 in 'DC=x' \n");
    expect(DN "member;range=x: c\n", "F:2:1: found 'range=x', expected a range like range=0-1499");
    expect(DN "member;range=5-4: c\n",
           "F:2:1: found 'range=5-4', expected a range like range=0-1499");
}

static void reads_the_trailer(void **state)
{
    (void)state;
    expect("# extended LDIF\n#\n\n# a\n" DN "\n# search reference\nref: ldap://x/DC=y\n\n"
           "# search result\nsearch: 2\nresult: 0 Success\n\n# numResponses: 2\n",
           "<CN=a,DC=x>\n1 in 'DC=x' \n");
    expect(DN "\nsearch: 2\nresult: 4 Size limit exceeded\ntext: x\n",
           "<CN=a,DC=x>\n1 in 'DC=x' the search ended with result 4 Size limit exceeded\n");
    expect("search: 2\nresult: 32\nmatchedDN: DC=x\n",
           "0 in '' the search ended with result 32 \n");
    expect("# refldap://x/DC=y\n\nsearch: 2\nresult: 0 Success\n", "0 in '' \n");
    expect(DN "\nresult: none\n", "<CN=a,DC=x>\nF:3:9: found 'none', expected a result's number");
}

static void refuses_what_is_no_export(void **state)
{
    (void)state;
    expect("", "F:1:1: found no entry, expected 'dn:'");
    expect("version: 1\n", "F:1:1: found no entry, expected 'dn:'");
    expect("version: 2\n", "F:1:10: found '2', expected version 1");
    expect("host,application,server\n",
           "F:1:1: found 'host,application,server', expected an attribute's name and a colon");
    expect("cn: a\n", "F:1:1: found 'cn', expected 'dn:'");
    expect("-\n", "F:1:1: found '-', expected an attribute's name and a colon");
    expect(DN "changetype: modify\n", "F:2:13: found 'modify', expected 'add': an export of the "
                                      "directory, not a list of changes");
    expect(DN "member:< file:///etc/passwd\n",
           "F:2:8: found '< file:///etc/passwd', expected a value in the file itself, not a URL");
    expect(DN "cn: a\ndn: CN=b\n",
           "F:3:1: found 'dn', expected a blank line before the next entry");
    expect(DN "a b: c\n", "F:2:1: found 'a b: c', expected an attribute's name and a colon");
    expect(DN ": c\n", "F:2:1: found ': c', expected an attribute's name and a colon");
    expect(DN "cn: \xE4\n", "F:2:5: found '?', expected UTF-8, or base64 behind '::'");
    expect(DN "cn: a\0b\n", "F:2:5: found 'a?b', expected UTF-8, or base64 behind '::'");
    expect("\xFE\xFF\0d\0n", "F:1:1: found UTF-16 big-endian, expected UTF-8, or UTF-16 "
                             "little-endian with a byte order mark");
}

static void says_where_the_sink_stopped(void **state)
{
    struct sink sink = {NULL, refuse_object, log_coverage};
    struct text log CLEANUP(text_clear) = {0};

    (void)state;
    run_chunks(&sink, BYTES("\n" DN "cn: a\n\n"), SIZE_MAX / 2, &log);
    assert_string_equal(log.data, "F:2:1: the disk is full");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_entries),
        cmocka_unit_test(reads_the_rootdse),
        cmocka_unit_test(unfolds_lines),
        cmocka_unit_test(decodes_base64),
        cmocka_unit_test(reads_utf16),
        cmocka_unit_test(joins_ranges),
        cmocka_unit_test(reads_the_trailer),
        cmocka_unit_test(refuses_what_is_no_export),
        cmocka_unit_test(says_where_the_sink_stopped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
