// SPDX-License-Identifier: Apache-2.0
// Host names out of paths.
#include "import/file_host.h"

static bool is_letter(char c)
{
    return (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_host_character(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

// What a file or a folder of exports is called when it is not called after a host.
static bool is_generic(struct bytes word)
{
    static const char *const words[] = {"ole",
                                        "rpc",
                                        "dcom",
                                        "com",
                                        "policy",
                                        "export",
                                        "exports",
                                        "import",
                                        "imports",
                                        "policies",
                                        "reg",
                                        "regs",
                                        "registry",
                                        "software",
                                        "hklm",
                                        "appid",
                                        "appids",
                                        "clsid",
                                        "classes",
                                        "class",
                                        "svchost",
                                        "lsa",
                                        "scripting",
                                        "wmi",
                                        "cim",
                                        "query",
                                        "service",
                                        "services",
                                        "complus",
                                        "applications",
                                        "application",
                                        "dcomapplication",
                                        "dcomapplications",
                                        "settings",
                                        "computer",
                                        "computersystem",
                                        "deviceguard",
                                        "machine",
                                        "config"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (bytes_equal_ascii(word, bytes_of(words[i])))
            return true;
    return false;
}

static bool has_letter(struct bytes name)
{
    for (size_t i = 0; i < name.size; i++)
        if (is_letter(name.data[i]))
            return true;
    return false;
}

// Takes "-word" and "_word" off the end as long as the word is a generic one.
static struct bytes without_generic_words(struct bytes name)
{
    for (size_t i = name.size; i-- > 0;)
        if (name.data[i] == '-' || name.data[i] == '_') {
            if (i + 1 < name.size && !is_generic(bytes_slice(name, i + 1, SIZE_MAX)))
                break;
            name.size = i;
        }
    return name;
}

static struct bytes leading_host(struct bytes name)
{
    size_t size = 0;

    while (size < name.size && is_host_character(name.data[size]))
        size++;
    name = without_generic_words(bytes_slice(name, 0, size));
    while (name.size && name.data[name.size - 1] == '.')
        name.size--;
    return is_generic(name) || !has_letter(name) ? (struct bytes){0} : name;
}

// Cuts the last part off a path, slashes and all.
static struct bytes take_last(struct bytes *path)
{
    while (path->size && path->data[path->size - 1] == '/')
        path->size--;

    size_t start = path->size;

    while (start && path->data[start - 1] != '/')
        start--;

    struct bytes last = bytes_slice(*path, start, SIZE_MAX);

    path->size = start;
    return last;
}

// Only what is surely an extension: the last part of WS1.corp.example is none.
static struct bytes without_extension(struct bytes name)
{
    static const char *const extensions[] = {".reg", ".txt", ".csv", ".json", ".jsonl", ".config"};

    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (bytes_ends_with_ascii(name, bytes_of(extensions[i])))
            return bytes_slice(name, 0, name.size - bytes_of(extensions[i]).size);
    return name;
}

struct bytes file_host(const char *path)
{
    struct bytes rest = bytes_of(path);
    struct bytes host = leading_host(without_extension(take_last(&rest)));

    return host.size ? host : leading_host(take_last(&rest));
}
