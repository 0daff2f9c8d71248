// SPDX-License-Identifier: Apache-2.0
// The domain controller that answered: the facts of its rootDSE (MS-ADTS 3.1.1.3.2).
#ifndef CORE_DC_H
#define CORE_DC_H

#include "core/account.h"
#include "core/attrs.h"
#include "core/vocab.h"

// Text is borrowed from the bag.
struct dc {
    struct bytes host_name, default_context, root_context;
    struct optional domain_level, dc_level, usn;
    enum kdc_profile kdc_profile;
};

void dc_decode(const struct attrs *rootdse, struct dc *out);

#endif
