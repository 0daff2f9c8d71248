// SPDX-License-Identifier: Apache-2.0
// A profile over the one that libkrb5 has read.
#include "kdc/krb5conf.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { DEPTH = 3 };

static char **one_value(const char *value)
{
    char **list = memory_calloc(2, sizeof *list);

    list[0] = memory_copy_string(value);
    return list;
}

static char **copy_values(char **values)
{
    size_t count = 0;

    while (values[count])
        count++;

    char **list = memory_calloc(count + 1, sizeof *list);

    for (size_t i = 0; i < count; i++)
        list[i] = memory_copy_string(values[i]);
    return list;
}

static bool names_kdc(const struct krb5conf *conf, const char *const *names)
{
    const char *const wanted[DEPTH] = {"realms", conf->realm, "kdc"};

    for (size_t i = 0; i < DEPTH; i++)
        if (!names[i] || strcmp(names[i], wanted[i]) != 0)
            return false;
    return !names[DEPTH];
}

static long get_values(void *data, const char *const *names, char ***out)
{
    const struct krb5conf *conf = data;
    char **values = NULL;

    if (names_kdc(conf, names)) {
        *out = one_value(conf->kdc);
        return 0;
    }

    long code = profile_get_values(conf->below, names, &values);

    if (code)
        return code;
    *out = copy_values(values);
    profile_free_list(values);
    return 0;
}

static void free_values(void *data, char **values)
{
    (void)data;
    for (size_t i = 0; values[i]; i++)
        free(values[i]);
    free(values);
}

krb5_error_code krb5conf_context(struct krb5conf *conf, const char *realm, const char *kdc,
                                 krb5_context *out)
{
    struct profile_vtable table = {
        .minor_ver = 1, .get_values = get_values, .free_values = free_values};
    profile_t profile = NULL;
    krb5_context plain = NULL;
    krb5_error_code code = krb5_init_context(&plain);

    if (code || !kdc) {
        *out = plain;
        return code;
    }
    conf->realm = realm;
    conf->kdc = kdc;
    code = krb5_get_profile(plain, &conf->below);
    krb5_free_context(plain);
    if (!code)
        code = (krb5_error_code)profile_init_vtable(&table, conf, &profile);
    if (!code)
        code = krb5_init_context_profile(profile, 0, out);
    if (profile)
        profile_release(profile);
    return code;
}

void krb5conf_clear(struct krb5conf *conf)
{
    if (conf->below)
        profile_release(conf->below);
    *conf = (struct krb5conf){0};
}
