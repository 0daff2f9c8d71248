// SPDX-License-Identifier: Apache-2.0
// Walks a folder; exports may lie in one for each host (docs/client-files.md).
#include "audit/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/cleanup.h"
#include "base/text.h"

enum { DEPTH_MAX = 16 };

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool walk(const char *folder, unsigned depth, folder_fn *visit, void *context,
                 struct error *error);

static bool take(const char *path, unsigned depth, folder_fn *visit, void *context,
                 struct error *error)
{
    struct stat own, target;

    if (lstat(path, &own) != 0 || stat(path, &target) != 0)
        return errno == ENOENT || error_set_errno(error, errno, "%s", path); // gone meanwhile
    if (S_ISDIR(own.st_mode))
        return walk(path, depth + 1, visit, context, error);
    return !S_ISREG(target.st_mode) || visit(context, path, error);
}

static bool walk(const char *folder, unsigned depth, folder_fn *visit, void *context,
                 struct error *error)
{
    struct text path CLEANUP(text_clear) = {0};
    struct dirent **entries = NULL;
    bool done = true;

    if (depth > DEPTH_MAX)
        return error_set(error, STATUS_SYSTEM, "%s: folders lie too deep", folder);

    int count = scandir(folder, &entries, is_shown, compare_names);

    if (count < 0)
        return error_set_errno(error, errno, "%s: cannot be read", folder);
    for (int i = 0; i < count; i++) {
        text_reset(&path);
        text_printf(&path, "%s/%s", folder, entries[i]->d_name);
        done = done && take(path.data, depth, visit, context, error);
        free(entries[i]);
    }
    free(entries);
    return done;
}

bool folder_each(const char *folder, folder_fn *visit, void *context, struct error *error)
{
    return walk(folder, 0, visit, context, error);
}
