// SPDX-License-Identifier: Apache-2.0
// Tests of the host that a path names.
#include "unit/check.h"

#include "import/file_host.h"

#define expect(path, host) assert_bytes(file_host(path), host)

static void takes_the_file_name(void **state)
{
    (void)state;
    expect("WS1.reg", "WS1");
    expect("WS1.corp.example.reg", "WS1.corp.example");
    expect("exports/WS1.corp.example.REG", "WS1.corp.example");
    expect("WS1.example.com", "WS1.example.com");
    expect("WS1-ole.reg", "WS1");
    expect("SRV-APP-01_Ole_export.reg", "SRV-APP-01");
    expect("ws1-rpc.txt", "ws1");
    expect("WS1-machine.config", "WS1");
    expect("WS1-services.json", "WS1");
    expect("WS1_complus.csv", "WS1");
    expect("a/WS1 (2).reg", "WS1");
    expect("B\xC3\x9CRO1.reg", "B\xC3\x9CRO1");
}

static void takes_the_directory(void **state)
{
    (void)state;
    expect("WS1/ole.reg", "WS1");
    expect("WS1/machine.config", "WS1");
    expect("a/b/ws1.corp.example//rpc.reg", "ws1.corp.example");
    expect("/WS1/2026-11-22.reg", "WS1");
    expect("./WS1/Export.reg", "WS1");
    expect("WS1/", "WS1");
}

static void finds_none(void **state)
{
    (void)state;
    expect("ole.reg", "");
    expect("./ole.reg", "");
    expect("../ole.reg", "");
    expect("/ole.reg", "");
    expect("exports/dcom.reg", "");
    expect("10.0.0.1/ole-export.reg", "");
    expect("-ole.reg", "");
    expect("", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_the_file_name),
        cmocka_unit_test(takes_the_directory),
        cmocka_unit_test(finds_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
