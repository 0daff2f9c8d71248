// SPDX-License-Identifier: Apache-2.0
// rootDSE to the facts that rules need.
#include "core/dc.h"

// domainControllerFunctionality of Windows Server 2016 (MS-ADTS 3.1.1.3.2.25).
enum { LEVEL_2016 = 7 };

static struct optional number(const struct attrs *attrs, enum attr attr)
{
    struct optional result = {0};

    result.present = attrs_int64(attrs, attr, &result.value);
    return result;
}

// "4.17.12-Debian": resource-based delegation came to Samba's Heimdal KDC with 4.19.
// Without a version that can be read, a level of 2016 tells that much: Samba has it since 4.19.
static enum kdc_profile samba_profile(struct bytes version, struct optional dc_level)
{
    struct bytes major, minor, rest;
    int64_t major_number, minor_number;

    bytes_split(version, '.', &major, &rest);
    bytes_split(rest, '.', &minor, &rest);
    if (!bytes_to_int64(major, &major_number) || !bytes_to_int64(minor, &minor_number))
        return dc_level.present && dc_level.value >= LEVEL_2016 ? KDC_SAMBA : KDC_UNKNOWN;
    return major_number < 4 || (major_number == 4 && minor_number < 19) ? KDC_SAMBA_417 : KDC_SAMBA;
}

// Windows sends no vendorName; what has a functional level is an AD controller all the same.
static enum kdc_profile profile(const struct attrs *rootdse)
{
    struct bytes vendor = attrs_first(rootdse, ATTR_VENDOR_NAME);
    struct bytes version = attrs_first(rootdse, ATTR_VENDOR_VERSION);

    if (bytes_starts_with_ascii(vendor, BYTES("Samba")))
        return samba_profile(version, number(rootdse, ATTR_DC_FUNCTIONALITY));
    return !vendor.size && attrs_has(rootdse, ATTR_DOMAIN_FUNCTIONALITY) ? KDC_WINDOWS
                                                                         : KDC_UNKNOWN;
}

void dc_decode(const struct attrs *rootdse, struct dc *out)
{
    *out = (struct dc){
        .host_name = attrs_first(rootdse, ATTR_DNS_HOST_NAME),
        .default_context = attrs_first(rootdse, ATTR_DEFAULT_NAMING_CONTEXT),
        .root_context = attrs_first(rootdse, ATTR_ROOT_DOMAIN_NAMING_CONTEXT),
        .domain_level = number(rootdse, ATTR_DOMAIN_FUNCTIONALITY),
        .dc_level = number(rootdse, ATTR_DC_FUNCTIONALITY),
        .usn = number(rootdse, ATTR_HIGHEST_COMMITTED_USN),
        .kdc_profile = profile(rootdse),
    };
}
