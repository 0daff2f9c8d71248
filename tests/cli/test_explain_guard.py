#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""delegaudit explain prints no ready command that would hand out the domain, but what it means."""

from common import ACCOUNTS, FINDINGS, NORMAL, TRUSTED, WORKSTATION, Case, account, main, sid

DISABLED, CONTROLLER, READ_ONLY = 0x2, 0x2000, 0x4000000
HEADER = ("host,application,kind,identity,level,cloaking,transport,server,server_identity,"
          "targets\n")
WEB = "HTTP/web.corp.example,CORP\\svc"
GROUPS = f"""\
dn: CN=Domain Admins,CN=Users,DC=corp,DC=example
objectClass: group
sAMAccountName: Domain Admins
objectSid:: {sid(512)}
groupType: -2147483646
member: CN=Ops,CN=Users,DC=corp,DC=example

dn: CN=Ops,CN=Users,DC=corp,DC=example
objectClass: group
sAMAccountName: Ops
objectSid:: {sid(1300)}
groupType: -2147483646
member: CN=opsvc,CN=Users,DC=corp,DC=example
member: CN=opsrv,CN=Users,DC=corp,DC=example
"""
RECORDS = (
    *ACCOUNTS, GROUPS,
    account("krbtgt", 502, NORMAL | DISABLED, "servicePrincipalName: kadmin/changepw"),
    account("Administrator", 500, NORMAL | DISABLED, "servicePrincipalName: HTTP/adm"),
    account("DC1$", 1000, CONTROLLER | TRUSTED, "dNSHostName: dc1.corp.example",
            "servicePrincipalName: HOST/DC1", "servicePrincipalName: HOST/dc1.corp.example"),
    account("RODC$", 1001, WORKSTATION | READ_ONLY, "servicePrincipalName: HOST/RODC"),
    account("svc", 1401, NORMAL, "servicePrincipalName: HTTP/web.corp.example"),
    account("opsvc", 1402, NORMAL | DISABLED, "servicePrincipalName: Db/ops"),
    account("opsrv", 1403, NORMAL, "servicePrincipalName: HTTP/ops"),
    account("off", 1404, NORMAL | DISABLED, "servicePrincipalName: Db/off"),
    account("DB1$", 1405, WORKSTATION, "dNSHostName: db1.corp.example",
            "servicePrincipalName: HOST/db1", "servicePrincipalName: HOST/db1.corp.example",
            "servicePrincipalName: HOST/alias.corp.example", "servicePrincipalName: Db/db1"),
)
KRBTGT, PRIVILEGED, KEEPER, OWN = (
    "is krbtgt", "administers the domain", "is a domain controller's", "the computer's own")


class Guards(Case):
    def setUp(self):
        super().setUp()
        self.scan(*RECORDS)

    def remedies(self, server, target):
        """By the reason of their condition: those for which there are commands."""
        row = f"WS01,App,exe,CORP\\anna,delegate,none,http,{server},{target}\n"
        self.write("inventory.csv", HEADER + row)
        self.run_command("import", "inventory.csv")
        found = self.rows("check", "--all", code=FINDINGS)
        request = next(row["request_id"] for row in found if row["call"] == "call")
        return {one["reason"]: one["remedy"]
                for step in self.json("explain", request)["steps"] for one in step["conditions"]}

    def expect_risk(self, server, target, **risks):
        remedies = self.remedies(server, target)
        for reason, risk in risks.items():
            remedy = remedies[reason.replace("_", "-")]
            if risk is None:
                self.assertTrue(remedy["powershell"] and remedy["samba"], (reason, remedy))
                self.assertIsNone(remedy["hint"])
                continue
            self.assertIsNone(remedy["powershell"], reason)
            self.assertIsNone(remedy["samba"], reason)
            self.assertIn("so none is printed", remedy["hint"])
            self.assertIn(risk, remedy["risk"] or "", reason)

    def test_no_way_to_krbtgt_is_offered(self):
        for target in ("kadmin/changepw", "krbtgt/CORP.EXAMPLE", "krbtgt/NOSUCH.EXAMPLE"):
            self.expect_risk(WEB, target, server_list_empty=KRBTGT)
        self.expect_risk(WEB, "kadmin/changepw", target_rbcd_absent=KRBTGT)

    def test_no_way_to_a_controller_is_offered(self):
        self.expect_risk(WEB, "cifs/dc1.corp.example", server_list_empty=KEEPER,
                         target_rbcd_absent=KEEPER)
        self.expect_risk(WEB, "HOST/RODC", server_list_empty=KEEPER, target_rbcd_absent=KEEPER)

    def test_who_administers_the_domain_is_not_changed(self):
        self.expect_risk("HTTP/adm,CORP\\Administrator", "Db/off", server_disabled=PRIVILEGED,
                         server_list_empty=PRIVILEGED)
        self.expect_risk(WEB, "Db/ops", target_disabled=PRIVILEGED, target_rbcd_absent=PRIVILEGED)
        self.expect_risk("HTTP/ops,CORP\\opsrv", "Db/off", server_list_empty=PRIVILEGED)

    def test_a_computer_keeps_its_own_name(self):
        for name in ("HOST/db1", "HOST/db1.corp.example"):
            self.expect_risk(f"{name},CORP\\svc", "Db/off", server_spn_wrong_account=OWN)
        self.expect_risk("HOST/dc1.corp.example,CORP\\svc", "Db/off",
                         server_spn_wrong_account=KEEPER)

    def test_for_all_others_there_are_commands(self):
        self.expect_risk(WEB, "Db/off", server_list_empty=None, target_rbcd_absent=None,
                         target_disabled=None)
        for name in ("HOST/alias.corp.example", "Db/db1"):
            self.expect_risk(f"{name},CORP\\svc", "Db/off", server_spn_wrong_account=None)


if __name__ == "__main__":
    main()
