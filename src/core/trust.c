// SPDX-License-Identifier: Apache-2.0
// What a trust lets through.
#include "core/trust.h"

bool trust_keeps_ok_as_delegate(uint32_t attributes)
{
    bool enabled = attributes & (TRUST_WITHIN_FOREST | TRUST_ENABLE_TGT_DELEGATION);
    bool forbidden = attributes & (TRUST_NO_TGT_DELEGATION | TRUST_QUARANTINED);

    return enabled && !forbidden;
}

bool trust_user_side_counts(uint32_t direction)
{
    return direction == TRUST_DIRECTION_INBOUND || direction == TRUST_DIRECTION_BOTH;
}
