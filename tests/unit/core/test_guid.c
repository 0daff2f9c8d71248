// SPDX-License-Identifier: Apache-2.0
// GUIDs as text.
#include "unit/check.h"

#include "base/cleanup.h"
#include "core/guid.h"

static void three_fields_are_little_endian(void **state)
{
    CLEANUP(text_clear) struct text text = {0};

    (void)state;
    // The schema GUID of the computer class.
    assert_true(guid_format(&text, BYTES("\x86\x7A\x96\xBF\xE6\x0D\xD0\x11\xA2\x85\x00\xAA\x00"
                                         "\x30\x49\xE2")));
    assert_string_equal(text.data, "bf967a86-0de6-11d0-a285-00aa003049e2");
}

static void only_sixteen_bytes_are_a_guid(void **state)
{
    struct text text = {0};

    (void)state;
    assert_false(guid_format(&text, (struct bytes){0}));
    assert_false(guid_format(&text, BYTES("123456789012345")));
    assert_false(guid_format(&text, BYTES("12345678901234567")));
    assert_null(text.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_fields_are_little_endian),
        cmocka_unit_test(only_sixteen_bytes_are_a_guid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
