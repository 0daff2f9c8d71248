// SPDX-License-Identifier: Apache-2.0
// Tests of exports: WMI classes and the COM+ catalog, as CSV and JSON.
#include "fixture.h"

#define expect(literal, expected) expect_bytes(NULL, BYTES(literal), expected)

#define APP "{01234567-89ab-CDEF-0123-456789abcdef}"
#define UPPER "{01234567-89AB-CDEF-0123-456789ABCDEF}"

static void reads_complus_applications(void **state)
{
    (void)state;
    expect("\"ID\",\"Name\",\"Activation\",\"ImpersonationLevel\",\"Authentication\","
           "\"AuthenticationCapability\",\"Identity\",\"IsEnabled\",\"AppPartitionID\"\r\n"
           "\"" APP "\",\"Payroll\",\"1\",\"4\",\"6\",\"64\",\"CORP\\svc\",\"True\",\"{1}\"\r\n"
           "{a},Tools,Inproc,3,0,2,,False,{1}\r\n",
           "2: complus/complus-applications host=WS1 partition={1} appid=" UPPER
           " name=Payroll kind=complus-server level=delegate authn=privacy cloaking=dynamic "
           "run_as=account account=CORP\\svc enabled=yes key=Applications.ImpersonationLevel\n"
           "3: complus/complus-applications host=WS1 partition={1} appid={A} name=Tools "
           "kind=complus-library level=impersonate authn=default cloaking=none "
           "run_as=host-process enabled=no key=Applications.ImpersonationLevel\n");
}

static void tells_the_four_states_of_a_level(void **state)
{
    (void)state;
    expect("[{\"Name\":\"a\",\"Activation\":1},\n{\"Name\":\"b\",\"ImpersonationLevel\":null},\n"
           "{\"Name\":\"c\",\"ImpersonationLevel\":0},\n{\"Name\":\"d\",\n"
           " \"ImpersonationLevel\":9},\n{\"Name\":\"e\",\"ImpersonationLevel\":\"Delegate\"}]",
           "1: complus/complus-applications host=WS1 name=a kind=complus-server key=Applications\n"
           "2: complus/complus-applications host=WS1 name=b level=unset "
           "key=Applications.ImpersonationLevel\n"
           "3: complus/complus-applications host=WS1 name=c level=default "
           "key=Applications.ImpersonationLevel\n"
           "5: complus/complus-applications host=WS1 name=d level=invalid "
           "key=Applications.ImpersonationLevel remark=ImpersonationLevel on line 5 is not a "
           "number of 0 to 4\n"
           "6: complus/complus-applications host=WS1 name=e level=invalid "
           "key=Applications.ImpersonationLevel remark=ImpersonationLevel on line 6 is not a "
           "number of 0 to 4\n");
}

static void reads_the_dump_of_the_collector(void **state)
{
    (void)state;
    expect("[\n {\"Computer\":\"app01.corp.example\",\"Collection\":\"LocalComputer\","
           "\"DefaultImpersonationLevel\":2,\"DefaultAuthenticationLevel\":2,"
           "\"DCOMEnabled\":true},\n"
           " {\"Computer\":\"app01.corp.example\",\"Collection\":\"Applications\","
           "\"Name\":\"Web\",\"Activation\":1,\"ServiceName\":\"websvc\"}\n]\n",
           "2: host=app01.corp.example dcom=yes complus=identify authn=connect\n"
           "3: complus/complus-applications host=app01.corp.example name=Web kind=complus-server "
           "run_as=service service=websvc key=Applications\n");
    expect("{\"DefaultImpersonationLevel\":0}",
           "1: host=WS1 complus=invalid remark=DefaultImpersonationLevel on line 1 is not a number "
           "of 1 to 4\n");
}

static void reads_services(void **state)
{
    (void)state;
    expect(
        "#TYPE Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Service\r\n"
        "\"Name\";\"StartName\";\"PathName\";\"StartMode\";\"PSComputerName\"\r\n"
        "\"winmgmt\";\"LocalSystem\";\"C:\\Windows\\system32\\svchost.exe -k netsvcs -p\";"
        "\"Auto\";\"APP01\"\r\n"
        "\"x\";\"CORP\\svc\";\"\"\"C:\\Program Files\\x.exe\"\" -k y\";\"Disabled\";\"APP01\"\r\n",
        "3: service host=APP01 service=winmgmt account=LocalSystem group=netsvcs "
        "exe=C:\\Windows\\system32\\svchost.exe disabled=no key=Win32_Service\n"
        "4: service host=APP01 service=x account=CORP\\svc exe=C:\\Program Files\\x.exe "
        "disabled=yes key=Win32_Service\n");
    expect("Name\tStartName\nx\t.\\op\n",
           "2: service host=WS1 service=x account=.\\op key=Win32_Service\n");
    expect("{\"Name\":\"x\",\"StartName\":null,\"SystemName\":\"APP02\",\"PSComputerName\":"
           "\"localhost\",\"CimClass\":{\"CimClassName\":\"Win32_Service\"}}",
           "1: service host=APP02 service=x key=Win32_Service\n");
    expect("Name,StartName\n,x\n", "F:2:1: found nothing, expected the name of a service");
}

static void reads_dcom_applications(void **state)
{
    (void)state;
    expect("{\"value\":[{\"AppID\":\"" APP "\",\"Caption\":\"Opc\",\"AuthenticationLevel\":null,"
           "\"LocalService\":null,\"RunAsUser\":\"Interactive User\",\"UseSurrogate\":false}],"
           "\"Count\":1}",
           "1: wmi/dcom-settings host=WS1 appid=" UPPER
           " name=Opc authn=unset run_as=interactive-user key=Win32_DCOMApplicationSetting\n");
    expect("AppID,Name\n" APP ",Opc\n", "2: wmi/dcom-applications host=WS1 appid=" UPPER
                                        " name=Opc key=Win32_DCOMApplication\n");
    expect("AppID,RunAsUser,LocalService,AuthenticationLevel,UseSurrogate\n{a},,,9,TRUE\n",
           "2: wmi/dcom-settings host=WS1 appid={A} kind=surrogate authn=invalid "
           "run_as=launching-user surrogate=dllhost.exe key=Win32_DCOMApplicationSetting "
           "remark=AuthenticationLevel on line 2 is not a number of 0 to 6\n");
}

static void reads_facts_of_hosts(void **state)
{
    (void)state;
    expect("{\"Name\":\"WS7\",\"DNSHostName\":\"ws7\",\"PartOfDomain\":true}",
           "1: host=ws7 joined=yes\n");
    expect("{\"SecurityServicesRunning\":[0]}", "1: host=WS1 guard=no\n");
    expect("[{\"SecurityServicesRunning\":[1,2]}]", "1: host=WS1 guard=yes\n");
    expect("SecurityServicesRunning\nSystem.UInt32[]\n",
           "2: host=WS1 remark=SecurityServicesRunning on line 2 is not a list of numbers (export "
           "it as JSON)\n");
}

static void reads_inventories_as_json_lines(void **state)
{
    (void)state;
    expect("{\"host\":\"WS1\",\"application\":\"A\",\"server\":\"app01\",\"level\":\"delegate\"}\n"
           "{\"host\":\"WS1\",\"application\":\"B\",\"server\":\"app01\","
           "\"targets\":[\"db01\",\"db02\"]}\n",
           "1: host=WS1 application=A level=delegate server=app01\n"
           "2: host=WS1 application=B server=app01 targets=db01;db02\n");
    expect("{\"host\":\"WS1\",\"application\":\"A\",\"server\":\"app01\",\n  \"level\":4}",
           "F:2:11: found '4', expected default anonymous identify impersonate delegate in column "
           "'level'");
    expect("{\"host\":\"WS1\",\"application\":\"A\",\"server\":\"app01\",\"colour\":1}",
           "F:1:59: found 'colour', expected one of the columns of an inventory");
    expect("{\"host\":\"WS1\",\"application\":\"A\",\"server\":\"\"}",
           "F:1:42: found nothing, expected a value in column 'server'");
}

static void refuses_what_is_neither(void **state)
{
    (void)state;
    expect("[{\"a\":1}]",
           "F:1:2: found a row of no known kind, expected one of Win32_Service, "
           "Win32_DCOMApplicationSetting, Win32_DCOMApplication, Win32_ComputerSystem, "
           "Win32_DeviceGuard, or of the COM+ collections Applications or LocalComputer");
    expect("Name,StartName\nx,y,z\n", "F:2:5: found cell 3 of the row, expected its end: the "
                                      "header names 2 columns");
    expect("Name,Name,StartName\n",
           "F:1:6: found column 'Name' a second time, expected each column once");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_complus_applications),
        cmocka_unit_test(tells_the_four_states_of_a_level),
        cmocka_unit_test(reads_the_dump_of_the_collector),
        cmocka_unit_test(reads_services),
        cmocka_unit_test(reads_dcom_applications),
        cmocka_unit_test(reads_facts_of_hosts),
        cmocka_unit_test(reads_inventories_as_json_lines),
        cmocka_unit_test(refuses_what_is_neither),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
