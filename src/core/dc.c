// SPDX-License-Identifier: Apache-2.0
// rootDSE to the facts that rules need.
#include "core/dc.h"

static struct optional number(const struct attrs *attrs, enum attr attr)
{
    struct optional result = {0};

    result.present = attrs_int64(attrs, attr, &result.value);
    return result;
}

// "4.17.12-Debian": resource-based delegation came to Samba's Heimdal KDC with 4.19.
static bool is_before_4_19(struct bytes version)
{
    struct bytes major, minor, rest;
    int64_t major_number, minor_number;

    bytes_split(version, '.', &major, &rest);
    bytes_split(rest, '.', &minor, &rest);
    if (!bytes_to_int64(major, &major_number) || !bytes_to_int64(minor, &minor_number))
        return false;
    return major_number < 4 || (major_number == 4 && minor_number < 19);
}

// Windows sends no vendorName; what has a functional level is an AD controller all the same.
static enum kdc_profile profile(const struct attrs *rootdse)
{
    struct bytes vendor = attrs_first(rootdse, ATTR_VENDOR_NAME);
    struct bytes version = attrs_first(rootdse, ATTR_VENDOR_VERSION);

    if (bytes_starts_with_ascii(vendor, BYTES("Samba")))
        return is_before_4_19(version) ? KDC_SAMBA_417 : KDC_SAMBA;
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
