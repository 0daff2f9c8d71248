# SPDX-License-Identifier: Apache-2.0
"""Random small directories, each from a number: accounts of every state, and requests among them.

make(seed, cases) gives a dictionary that write.py puts into a domain controller:

    krbtgt      flags of krbtgt
    objects     what tests/lab/populate.py calls a section, as dictionaries with `kind` and `label`;
                and `descriptor` (see below), `hours`, `policy`
    policies    authentication policies: name, enforced, and the dacls of `from` and `to`
    cases       client, server, service, target: accounts, and the SPNs that tickets are asked for

A descriptor is None (absent) or a dictionary: `dacl` None (no list), "null" or a list of entries
(type, flags, mask, trustee, extra); a trustee is an account, a group or a SID.
"""

import random

DOMAIN, REALM, NETBIOS = "corp.example", "CORP.EXAMPLE", "CORP"
CASE_KEYS = ("client", "server", "service", "target")
CLIENTS, SERVERS, TARGETS, GROUPS = 18, 20, 20, 7

# What one role may have, and how often against the others. `plain` is an account without anything.
CLIENT_STATES = {
    "plain": 60, "not-delegated": 6, "protected": 5, "protected-nested": 4, "protected-primary": 4,
    "disabled": 3, "expired": 3, "locked": 3, "pwd-expired": 3, "must-change": 3, "smartcard": 3,
    "hours-inside": 3, "hours-outside": 3, "hours-all": 1, "no-preauth": 1, "no-pac": 1,
}  # fmt: skip
SERVER_STATES = {
    "plain": 70, "not-delegated": 4, "protected": 3, "protected-nested": 2, "protected-primary": 2,
    "disabled": 3, "expired": 2, "locked": 2, "pwd-expired": 2, "must-change": 2, "no-spn": 4,
    "hours-inside": 1, "hours-outside": 2, "duplicate-spn": 3, "no-pac": 2,
}  # fmt: skip
TARGET_STATES = {
    "plain": 70, "not-delegated": 3, "protected": 2, "disabled": 4, "expired": 2, "locked": 2,
    "pwd-expired": 1, "des-only": 3, "no-host-spns": 3, "duplicate-spn": 3, "trusted": 2,
    "no-pac": 2,
}  # fmt: skip
ETYPES = [""] * 16 + ["3", "4", "7", "8", "16", "24", "28", "31"]

GROUP_TYPES = ["global", "universal", "domain-local", "distribution"]
WELL_KNOWN = {
    "everyone": "S-1-1-0", "authenticated": "S-1-5-11", "network": "S-1-5-2", "self": "S-1-5-10",
    "asserted-by-authority": "S-1-18-1", "asserted-by-service": "S-1-18-2",
    "claims-valid": "S-1-5-21-0-0-0-497", "compounded": "S-1-5-21-0-0-0-496",
    "builtin-users": "S-1-5-32-545", "pre-2000": "S-1-5-32-554",
    "creator-owner": "S-1-3-0", "system": "S-1-5-18",
}  # fmt: skip

# MS-DTYP 2.4.4.1 and 2.4.3.
ALLOW, DENY, ALLOW_OBJECT, DENY_OBJECT, ALLOW_IF, DENY_IF = 0x00, 0x01, 0x05, 0x06, 0x09, 0x0A
CONTROL_ACCESS, FULL, GENERIC_ALL, READ = 0x100, 0xF01FF, 0x10000000, 0x10
INHERIT_ONLY = 0x08 | 0x02


def pick(rng, weights):
    return rng.choices(list(weights), list(weights.values()))[0]


def states(rng, weights):
    """Mostly one state, sometimes two."""
    found = {pick(rng, weights)}
    if rng.random() < 0.15:
        found.add(pick(rng, weights))
    return found - {"plain"}


class World:
    """What is being put together."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.objects = []
        self.account_groups = []  # that may be a primary group
        self.policies = []

    def add(self, kind, label, found, **keys):
        """An account in these states; keys are populate's."""
        entry = {"kind": kind, "label": label, "groups": [], "flags": [], **keys}
        plain = {"protected": "Protected Users", "protected-nested": "Shield 0"}
        for state in sorted(found):
            if state in plain:
                entry["groups"].append(plain[state])
            elif state == "protected-primary":
                entry["primary_group"] = "Protected Users"
            elif state.startswith("hours-"):
                entry["hours"] = state[len("hours-") :]
            elif state not in ("no-spn", "duplicate-spn"):
                entry["flags"].append(state)
        if "primary_group" in entry and entry["primary_group"] in entry["groups"]:
            entry["groups"].remove(entry["primary_group"])
        if self.policies and self.rng.random() < 0.05:
            entry["policy"] = self.rng.choice(self.policies)["name"]
        self.objects.append(entry)
        return entry


def account(entry):
    return entry["label"] + ("$" if entry["kind"] in ("computer", "gmsa") else "")


def add_groups(world):
    """Groups in groups, a loop among them; `Shield` ones lead to Protected Users."""
    rng = world.rng
    world.objects.append({"kind": "group", "label": "Shield 1", "groups": ["Protected Users"]})
    world.objects.append(
        {"kind": "group", "label": "Shield 0", "groups": ["Shield 1"],
         "group_type": rng.choices(GROUP_TYPES, [4, 2, 0, 2])[0]}
    )  # fmt: skip
    for i in range(GROUPS):
        held = [f"G{k}" for k in range(GROUPS) if k != i and rng.random() < 0.22]
        kind = rng.choices(GROUP_TYPES, [4, 2, 2, 1])[0]
        if kind in ("global", "universal"):
            world.account_groups.append(f"G{i}")
        world.objects.append(
            {"kind": "group", "label": f"G{i}", "groups": held, "group_type": kind}
        )


def add_policies(world):
    """Each lets some accounts authenticate to those that it is assigned to."""
    rng = world.rng
    for i in range(rng.choice([0, 0, 3])):
        names = [f"s{k}" for k in range(SERVERS)] + [f"c{k}" for k in range(CLIENTS)]
        names += [f"G{k}" for k in range(GROUPS)] + ["Domain Users"]
        dacl = [(rng.choice([ALLOW, ALLOW, ALLOW, DENY]), 0, CONTROL_ACCESS, name, None)
                for name in rng.sample(names, 14)]
        whole = rng.choice(["everyone", "authenticated", "network", "claims-valid"])
        if rng.random() < 0.3:
            dacl.append((ALLOW, 0, CONTROL_ACCESS, WELL_KNOWN[whole], None))
        world.policies.append({"name": f"P{i}", "enforced": rng.random() < 0.8, "to": dacl,
                               "from": dacl if rng.random() < 0.2 else None})


def add_clients(world):
    rng = world.rng
    made = []
    for i in range(CLIENTS):
        kind = rng.choices(["user", "computer", "gmsa"], [8, 1, 1])[0]
        found = states(rng, CLIENT_STATES)
        if kind != "user":
            found -= {"smartcard"}
        made.append(world.add(kind, f"c{i}", found))
    world.objects.append(
        {"kind": "existing", "label": "Administrator",
         "flags": rng.choice([[], [], ["not-delegated"]]),
         "groups": rng.choice([[], ["Protected Users"]])}
    )  # fmt: skip
    return [account(entry) for entry in made] + ["Administrator"]


def add_servers(world):
    rng = world.rng
    made = []
    for i in range(SERVERS):
        kind = rng.choices(["user", "computer", "gmsa"], [5, 4, 2])[0]
        found = states(rng, SERVER_STATES)
        entry = world.add(kind, f"s{i}", found)
        entry["etypes"] = rng.choice(ETYPES)
        entry["flags"] += [flag for flag in ("trusted", "transition") if rng.random() < 0.5]
        entry["groups"] += [f"G{k}" for k in range(GROUPS) if rng.random() < 0.15]
        if rng.random() < 0.1 and "primary_group" not in entry and world.account_groups:
            entry["primary_group"] = rng.choice(world.account_groups)
            entry["groups"] = [name for name in entry["groups"] if name != entry["primary_group"]]
        entry["delegate_to"] = []
        entry["fills_list"] = rng.random() < 0.65
        entry["services"] = [f"App{i}/s{i}.{DOMAIN}", f"App{i}/s{i}"]
        if "no-spn" in found:
            entry["flags"] += ["no-host-spns"] if kind == "computer" else []
        else:
            entry["spns"] = list(entry["services"])
        if "duplicate-spn" in found:
            twin = world.add("user", f"s{i}-twin", {"plain"} - {"plain"})
            twin["raw_spns"] = [rng.choice(entry["services"])]
        if kind == "computer":
            entry["services"] += [f"HOST/s{i}.{DOMAIN}", f"cifs/S{i}", f"rpcss/s{i}.{DOMAIN}"]
        entry["services"].append(f"app{i}/S{i}.{DOMAIN.upper()}")
        made.append(entry)
    return made


def add_targets(world):
    rng = world.rng
    made = []
    for i in range(TARGETS):
        kind = rng.choices(["user", "computer", "gmsa"], [4, 6, 1])[0]
        found = states(rng, TARGET_STATES)
        if kind != "computer":
            found -= {"no-host-spns"}
        entry = world.add(kind, f"t{i}", found)
        own = [f"MSSQLSvc/t{i}.{DOMAIN}:1433", f"MSSQLSvc/t{i}:1433", f"Db{i}/t{i}"]
        if kind != "computer" and rng.random() < 0.4:
            own.append(f"HOST/t{i}.{DOMAIN}")
        if rng.random() < 0.1:  # the name of somebody else's machine
            own.append(f"host/s{i}.elsewhere.example")
        entry["spns"] = own
        entry["etypes"] = rng.choice(ETYPES)
        entry["asked"] = own * 2 + [
            f"cifs/t{i}.{DOMAIN}", f"CIFS/T{i}", f"host/t{i}.{DOMAIN}", f"rpcss/t{i}",
            f"http/T{i}.{DOMAIN.upper()}", f"mssqlsvc/t{i}.{DOMAIN}:1433",
            f"NoSuch/t{i}.{DOMAIN}", f"ldap/t{i}.{DOMAIN}", f"host/t{i}.{DOMAIN}/{NETBIOS}",
            f"cifs/t{i}.elsewhere.example", f"cifs/t{i}.{DOMAIN}:445",
        ]  # fmt: skip
        if "duplicate-spn" in found:
            twin = world.add("user", f"t{i}-twin", set())
            twin["raw_spns"] = [rng.choice(own)]
        entry["descriptor"] = rng.choices(
            [None, {"dacl": None}, {"dacl": "null"}, {"dacl": []}], [35, 2, 3, 60]
        )[0]
        made.append(entry)
    return made


def other_case(rng, text):
    return "".join(rng.choice((c.upper(), c.lower())) for c in text)


def list_entry(rng, wanted, target, targets):
    """An entry for the server's list that has something to do with the wanted SPN, or nothing."""
    service, _, rest = wanted.partition("/")
    other = "host" if service.lower() != "host" else "cifs"
    return rng.choices(
        [wanted, other_case(rng, wanted), f"{other}/{rest}", rng.choice(target["spns"]),
         account(target), f"{wanted}@{REALM}", f"{wanted}/{NETBIOS}",
         rng.choice(rng.choice(targets)["asked"]), f"NoSuch/{rest}"],
        [9, 3, 2, 2, 1, 1, 1, 2, 1],
    )[0]  # fmt: skip


def condition(rng):
    """(a condition that holds, cannot be told, or does not hold) as write.py knows them."""
    return rng.choice(["member-of-everyone", "claim-missing", "member-of-nobody"])


def entries(rng, server):
    """Entries for the target's descriptor that have something to do with the server."""
    name = account(server)
    groups = [group for group in server["groups"] if group.startswith("G")]
    trustee = rng.choice(groups) if groups and rng.random() < 0.4 else name
    if rng.random() < 0.12:
        trustee = WELL_KNOWN[rng.choice(sorted(WELL_KNOWN))]
    elif rng.random() < 0.08:
        trustee = rng.choice(["Domain Users", "Domain Computers", f"G{rng.randrange(GROUPS)}"])
    return rng.choices(
        [
            [(ALLOW, 0, FULL, trustee, None)],
            [(ALLOW, 0, CONTROL_ACCESS, trustee, None)],
            [(ALLOW, 0, GENERIC_ALL, trustee, None)],
            [(ALLOW, 0, GENERIC_ALL | FULL, trustee, None)],
            [(DENY, 0, CONTROL_ACCESS, trustee, None), (ALLOW, 0, FULL, name, None)],
            [(ALLOW, 0, FULL, name, None), (DENY, 0, FULL, trustee, None)],
            [(DENY, 0, READ, trustee, None), (ALLOW, 0, CONTROL_ACCESS, name, None)],
            [(ALLOW, INHERIT_ONLY, FULL, trustee, None)],
            [(DENY, INHERIT_ONLY, FULL, trustee, None), (ALLOW, 0, FULL, name, None)],
            [(ALLOW, 0, FULL & ~CONTROL_ACCESS, trustee, None)],
            [(ALLOW_OBJECT, 0, FULL, trustee, rng.choice(["", "guid"]))],
            [(DENY_OBJECT, 0, FULL, trustee, rng.choice(["", "guid"])),
             (ALLOW, 0, FULL, name, None)],
            [(ALLOW_IF, 0, FULL, trustee, condition(rng))],
            [(DENY_IF, 0, FULL, trustee, condition(rng)), (ALLOW, 0, FULL, name, None)],
        ],
        [20, 12, 4, 2, 4, 2, 2, 2, 2, 2, 2, 1, 1, 1],
    )[0]  # fmt: skip


def add_case(world, clients, servers, targets):
    rng = world.rng
    server = rng.choice(servers)
    # Now and then a server delegates to itself, or to the ticket-granting service.
    target = server if rng.random() < 0.03 else rng.choice(targets)
    wanted = rng.choice(target.get("asked") or target["services"])
    if rng.random() < 0.02:
        wanted = f"krbtgt/{REALM}"
    case = {
        "client": rng.choice(clients),
        "server": account(server),
        "service": rng.choice(server["services"]),
        "target": wanted,
    }
    if server["fills_list"] and rng.random() < 0.6:
        of = target if target.get("spns") else targets[0]
        server["delegate_to"].append(list_entry(rng, wanted, of, targets))
    descriptor = target.get("descriptor")
    if descriptor and isinstance(descriptor["dacl"], list) and len(descriptor["dacl"]) < 6:
        if rng.random() < 0.6:
            descriptor["dacl"] += entries(rng, server)
    return case


def make(seed, cases):
    """The world of that number, with so many cases."""
    world = World(seed)
    add_groups(world)
    add_policies(world)
    clients = add_clients(world)
    servers, targets = add_servers(world), add_targets(world)
    made = [add_case(world, clients, servers, targets) for _ in range(cases)]
    for server in servers:
        server["delegate_to"] = sorted(set(server["delegate_to"]), key=str.lower)
    krbtgt = ["not-delegated"] if world.rng.random() < 0.15 else []
    return {"krbtgt": krbtgt, "objects": world.objects, "policies": world.policies, "cases": made}
