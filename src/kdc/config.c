// SPDX-License-Identifier: Apache-2.0
// A profile over the one that libkrb5 has read.
#include "kdc/config.h"

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

static bool names_kdc(const struct config *config, const char *const *names)
{
    const char *const wanted[DEPTH] = {"realms", config->realm, "kdc"};

    for (size_t i = 0; i < DEPTH; i++)
        if (!names[i] || strcmp(names[i], wanted[i]) != 0)
            return false;
    return !names[DEPTH];
}

static long get_values(void *data, const char *const *names, char ***out)
{
    const struct config *config = data;
    char **values = NULL;

    if (names_kdc(config, names)) {
        *out = one_value(config->kdc);
        return 0;
    }

    long code = profile_get_values(config->below, names, &values);

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

krb5_error_code config_context(struct config *config, const char *realm, const char *kdc,
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
    config->realm = realm;
    config->kdc = kdc;
    code = krb5_get_profile(plain, &config->below);
    krb5_free_context(plain);
    if (!code)
        code = (krb5_error_code)profile_init_vtable(&table, config, &profile);
    if (!code)
        code = krb5_init_context_profile(profile, 0, out);
    if (profile)
        profile_release(profile);
    return code;
}

void config_clear(struct config *config)
{
    if (config->below)
        profile_release(config->below);
    *config = (struct config){0};
}
