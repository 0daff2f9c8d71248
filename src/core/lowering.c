// SPDX-License-Identifier: Apache-2.0
// Sources of levels and where each is set.
#include "core/lowering.h"

#include <stddef.h>

static const struct lowering proxy = {
    "In the program: give RPC_C_IMP_LEVEL_IMPERSONATE to CoSetProxyBlanket (or "
    "IClientSecurity::SetBlanket) of {application} on {host}.",
    NULL, NULL};

static const struct lowering process = {
    "In the program: give RPC_C_IMP_LEVEL_IMPERSONATE to CoInitializeSecurity of {application} on "
    "{host} (in a script: impersonationLevel=impersonate in the moniker).",
    NULL, NULL};

static const struct lowering complus = {
    "Set the COM+ application's impersonation level to impersonate on {host} (Component Services, "
    "Security tab), then shut the application down so that it starts anew.",
    "$catalog = New-Object -ComObject COMAdmin.COMAdminCatalog; $applications = "
    "$catalog.GetCollection('Applications'); $applications.Populate(); $applications | "
    "Where-Object { $_.Name -eq {application} } | ForEach-Object { $_.Value('ImpersonationLevel') "
    "= 3 }; $applications.SaveChanges()",
    "Every call of the application is made at that level."};

static const struct lowering dcomcnfg = {
    "Set the level of {application} on {host} to impersonate in Dcomcnfg.", NULL, NULL};

static const struct lowering svchost = {
    "Set ImpersonationLevel of the svchost group on {host} to 3 (impersonate).", NULL,
    "Every service of the group has that level."};

static const struct lowering machine = {
    "Set LegacyImpersonationLevel on {host} to 3 (impersonate).",
    "Set-ItemProperty -LiteralPath 'HKLM:\\SOFTWARE\\Microsoft\\Ole' -Name "
    "LegacyImpersonationLevel "
    "-Type DWord -Value 3",
    "It is the default of every program on the machine that sets no level itself, from its next "
    "start on."};

static const struct lowering scripting = {
    "Set the default of scripts (WBEM\\Scripting, Default Impersonation Level) on {host} to 3 "
    "(impersonate), or impersonationLevel=impersonate in the moniker of {application}.",
    "Set-ItemProperty -LiteralPath 'HKLM:\\SOFTWARE\\Microsoft\\WBEM\\Scripting' -Name "
    "'Default Impersonation Level' -Type DWord -Value 3",
    "It is the default of every script on the machine that names no level itself."};

static const struct lowering activation = {
    "In the program: give RPC_C_IMP_LEVEL_IMPERSONATE in COAUTHINFO of {application} on {host}.",
    NULL, NULL};

static const struct lowering transport = {
    "Set the impersonation level of the proxy or connection of {application} on {host} to "
    "impersonate.",
    NULL, NULL};

const struct lowering *lowering_of(enum level_source source)
{
    switch (source) {
    case LEVEL_SOURCE_PROXY:
        return &proxy;
    case LEVEL_SOURCE_PROCESS:
        return &process;
    case LEVEL_SOURCE_COMPLUS:
        return &complus;
    case LEVEL_SOURCE_DCOMCNFG:
        return &dcomcnfg;
    case LEVEL_SOURCE_SVCHOST:
        return &svchost;
    case LEVEL_SOURCE_MACHINE:
        return &machine;
    case LEVEL_SOURCE_SCRIPTING:
        return &scripting;
    case LEVEL_SOURCE_ACTIVATION:
        return &activation;
    case LEVEL_SOURCE_TRANSPORT:
        return &transport;
    default:
        return NULL;
    }
}
