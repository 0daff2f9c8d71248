// SPDX-License-Identifier: Apache-2.0
// The numbers of each API family as words. The same word has other numbers elsewhere: delegate is
// 4 for RPC, COM and COM+, 3 in tokens and OLE DB, 2 for ASP.NET. No number leaves the parsers.
#ifndef IMPORT_NUMBERS_H
#define IMPORT_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/vocab.h"

// RPC_C_IMP_LEVEL, LegacyImpersonationLevel, COMAdminImpersonation: 0 default to 4 delegate; false
// beyond.
bool numbers_rpc_level(uint32_t number, enum stated_level *out);

// RPC_C_AUTHN_LEVEL, COMAdminAuthentication: 0 default to 6 privacy; false beyond.
bool numbers_rpc_authn(uint32_t number, enum stated_authn *out);

// ProcessModelComImpersonationLevel: 0 default, 1 anonymous, 2 delegate, 3 identify, 4 impersonate.
bool numbers_aspnet_level(uint32_t number, enum stated_level *out);

// ProcessModelComAuthenticationLevel: 0 none, 1 call, 2 connect, 3 default, 4 packet, 5 integrity,
// 6 privacy.
bool numbers_aspnet_authn(uint32_t number, enum stated_authn *out);

// EOLE_AUTHENTICATION_CAPABILITIES: the two bits of cloaking; both at once are not allowed.
enum stated_cloaking numbers_cloaking(uint32_t bits);

#endif
