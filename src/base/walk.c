// SPDX-License-Identifier: Apache-2.0
// Walking of directories.
#include "base/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/cleanup.h"
#include "base/text.h"

enum { DEPTH_MAX = 64 };

struct walk {
    walk_fn *visit;
    void *context;
    unsigned depth;
};

bool walk_is_directory(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int is_wanted(const struct dirent *entry)
{
    size_t size = strlen(entry->d_name);

    return entry->d_name[0] != '.' && entry->d_name[size - 1] != '~';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool walk_folder(struct walk *walk, const char *path, struct error *error);

static bool walk_entry(struct walk *walk, const char *path, struct error *error)
{
    struct stat own, target;

    if (lstat(path, &own) != 0 || stat(path, &target) != 0)
        return error_set_errno(error, errno, "%s cannot be looked at", path);
    if (S_ISDIR(own.st_mode))
        return walk_folder(walk, path, error);
    return !S_ISREG(target.st_mode) || walk->visit(walk->context, path);
}

static bool walk_folder(struct walk *walk, const char *path, struct error *error)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, is_wanted, by_bytes);
    bool good = count >= 0 || error_set_errno(error, errno, "%s cannot be read", path);

    if (good && ++walk->depth > DEPTH_MAX)
        good = error_set(error, STATUS_SYSTEM, "%s is too deep: folders are walked %d deep", path,
                         DEPTH_MAX);
    for (int i = 0; i < count; i++) {
        struct text name = {0};

        text_printf(&name, "%s/%s", path, entries[i]->d_name);
        good = good && walk_entry(walk, name.data, error);
        text_clear(&name);
        free(entries[i]);
    }
    free(entries);
    walk->depth--;
    return good;
}

bool walk_files(const char *path, walk_fn *visit, void *context, struct error *error)
{
    struct walk walk = {.visit = visit, .context = context};
    struct text name = {0};

    text_append_string(&name, path);
    while (name.size > 1 && name.data[name.size - 1] == '/')
        name.data[--name.size] = '\0';

    bool good = walk_folder(&walk, name.data, error);

    text_clear(&name);
    return good;
}
