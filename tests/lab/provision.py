# SPDX-License-Identifier: Apache-2.0
"""samba-tool without the file permissions of SYSVOL: provision.py ARGUMENT... of samba-tool.

They belong to users of the new domain, and only real root may give files away. Nobody reads these
files here; without them the root of a user namespace can provision as well.
"""

import sys

import samba.provision
from samba.netcmd import main

samba.provision.setsysvolacl = lambda *arguments, **options: None
if hasattr(main, "samba_tool"):  # since 4.18
    sys.exit(main.samba_tool(*sys.argv[1:]))
sys.exit(main.cmd_sambatool()._run("samba-tool", *sys.argv[1:]))
