// SPDX-License-Identifier: Apache-2.0
// Numbers to words, one table a family.
#include "import/numbers.h"

enum { EOAC_STATIC_CLOAKING = 0x20, EOAC_DYNAMIC_CLOAKING = 0x40 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

bool numbers_rpc_level(uint32_t number, enum stated_level *out)
{
    static const enum stated_level levels[] = {STATED_LEVEL_DEFAULT, STATED_LEVEL_ANONYMOUS,
                                               STATED_LEVEL_IDENTIFY, STATED_LEVEL_IMPERSONATE,
                                               STATED_LEVEL_DELEGATE};

    if (number >= COUNT(levels))
        return false;
    *out = levels[number];
    return true;
}

bool numbers_rpc_authn(uint32_t number, enum stated_authn *out)
{
    static const enum stated_authn levels[] = {
        STATED_AUTHN_DEFAULT, STATED_AUTHN_NONE,      STATED_AUTHN_CONNECT, STATED_AUTHN_CALL,
        STATED_AUTHN_PACKET,  STATED_AUTHN_INTEGRITY, STATED_AUTHN_PRIVACY};

    if (number >= COUNT(levels))
        return false;
    *out = levels[number];
    return true;
}

bool numbers_aspnet_level(uint32_t number, enum stated_level *out)
{
    static const enum stated_level levels[] = {STATED_LEVEL_DEFAULT, STATED_LEVEL_ANONYMOUS,
                                               STATED_LEVEL_DELEGATE, STATED_LEVEL_IDENTIFY,
                                               STATED_LEVEL_IMPERSONATE};

    if (number >= COUNT(levels))
        return false;
    *out = levels[number];
    return true;
}

bool numbers_aspnet_authn(uint32_t number, enum stated_authn *out)
{
    static const enum stated_authn levels[] = {
        STATED_AUTHN_NONE,   STATED_AUTHN_CALL,      STATED_AUTHN_CONNECT, STATED_AUTHN_DEFAULT,
        STATED_AUTHN_PACKET, STATED_AUTHN_INTEGRITY, STATED_AUTHN_PRIVACY};

    if (number >= COUNT(levels))
        return false;
    *out = levels[number];
    return true;
}

enum stated_cloaking numbers_cloaking(uint32_t bits)
{
    bool is_static = bits & EOAC_STATIC_CLOAKING, is_dynamic = bits & EOAC_DYNAMIC_CLOAKING;

    if (is_static && is_dynamic)
        return STATED_CLOAKING_INVALID;
    return is_static ? STATED_CLOAKING_STATIC
                     : (is_dynamic ? STATED_CLOAKING_DYNAMIC : STATED_CLOAKING_NONE);
}
