// SPDX-License-Identifier: Apache-2.0
// Filters and attribute lists.
#include "directory/wanted.h"

struct wanted wanted_attributes(enum attr_place place)
{
    struct wanted wanted = {0};
    size_t count = 0;

    for (int i = 0; i < ATTR_COUNT; i++)
        if (attr_places((enum attr)i) & place)
            wanted.names[count++] = (char *)attr_name((enum attr)i);
    return wanted;
}

// A class that the server does not know makes its part of the filter undefined and the rest of
// the "or" goes on (RFC 4511 4.5.1.7). In AD managed service accounts and computers are of class
// user too; sPNMappings stands on CN=Directory Service alone.
const char *wanted_filter(enum attr_place place)
{
    switch (place) {
    case ATTR_IN_DOMAIN:
        return "(|(objectClass=user)(objectClass=group)(objectClass=trustedDomain)"
               "(objectClass=foreignSecurityPrincipal)(objectClass=domainDNS))";
    case ATTR_IN_CONFIG:
        return "(|(objectClass=crossRef)(objectClass=nTDSDSA)(objectClass=msDS-AuthNPolicy)"
               "(objectClass=msDS-AuthNPolicySilo)(sPNMappings=*))";
    case ATTR_IN_ROOTDSE:
        break;
    }
    return "(objectClass=*)";
}
