#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints an inventory of the made-up domain: inventory.py ACCOUNTS REQUESTS [SEED].

Each row is a COM proxy at level delegate, of a process, host, user, server and target drawn at
random: two requests, the call and the activation. So next to nothing repeats, which is the worst
case for what is kept by account, name or pair. Rows come host by host, as files of clients do.
"""

import random
import sys

from generate import REALM, Domain

COLUMNS = "host,application,process,level,identity,cloaking,server,server_identity,targets"


def rows(accounts, requests, seed=7):
    domain, draw = Domain(accounts), random.Random(seed)

    def host(number=None):
        number = draw.randrange(domain.computers) if number is None else number
        return f"{domain.host(domain.users + number)}.{REALM}"

    yield COLUMNS + "\n"
    clients = sorted(draw.randrange(domain.computers) for _ in range(requests // 2))
    for number, client in enumerate(clients):
        user = f"BENCH\\u{draw.randrange(domain.users):07}"
        yield (f"{host(client)},App{number % 1000},app{number}.exe,delegate,{user},none,"
               f"{host()},NetworkService,HOST/{host()}\n")


if __name__ == "__main__":
    sys.stdout.writelines(rows(*map(int, sys.argv[1:])))
