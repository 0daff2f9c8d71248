// SPDX-License-Identifier: Apache-2.0
// Replays a corpus through a fuzz target, without libFuzzer: files, or folders of files.
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "fuzz.h"

static bool replay_file(const char *path)
{
    FILE *file CLEANUP(cleanup_file) = fopen(path, "rb");
    struct text content CLEANUP(text_clear) = {0};
    char chunk[4096];
    size_t size;

    if (!file) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return false;
    }
    while ((size = fread(chunk, 1, sizeof chunk, file)) > 0)
        text_append(&content, (struct bytes){chunk, size});

    // A block of exactly the input's size: sanitizers see a read behind its end.
    uint8_t *exact CLEANUP(cleanup_free) = memory_alloc(content.size);

    if (content.size)
        memcpy(exact, content.data, content.size);
    LLVMFuzzerTestOneInput(exact, content.size);
    return !ferror(file);
}

static void close_directory(DIR **directory)
{
    if (*directory)
        closedir(*directory);
}

// Returns how many files were replayed; -1 where one could not be read.
static int replay(const char *path)
{
    DIR *directory CLEANUP(close_directory) = opendir(path);
    int files = 0;

    if (!directory)
        return replay_file(path) ? 1 : -1;
    for (struct dirent *entry; (entry = readdir(directory));) {
        struct text inside CLEANUP(text_clear) = {0};

        if (entry->d_name[0] == '.')
            continue;
        text_printf(&inside, "%s/%s", path, entry->d_name);
        if (!replay_file(inside.data))
            return -1;
        files++;
    }
    return files;
}

int main(int count, char **paths)
{
    int files = 0;

    for (int i = 1; i < count; i++) {
        int more = replay(paths[i]);

        if (more < 0)
            return 1;
        files += more;
    }
    printf("%d inputs\n", files);
    return files ? 0 : 1;
}
