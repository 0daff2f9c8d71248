// SPDX-License-Identifier: Apache-2.0
// Distinguished names as AD writes them.
#ifndef CORE_DN_H
#define CORE_DN_H

#include <stdint.h>

#include "base/text.h"

// The trailing DC= components: the naming context of the domain that holds the object
// (MS-ADTS 3.1.1.1.5). Borrowed from the DN; empty where it has none.
struct bytes dn_domain(struct bytes dn);

// 64-bit FNV-1a over the DN with A-Z folded: an integer index is a third of the size of one over
// DNs. Whoever joins by it compares the DN as well.
int64_t dn_hash(struct bytes dn);

#endif
