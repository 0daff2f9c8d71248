// SPDX-License-Identifier: Apache-2.0
// Which host a file belongs to that names none (docs/client-files.md).
#ifndef IMPORT_FILE_HOST_H
#define IMPORT_FILE_HOST_H

#include "base/text.h"

// The host that the file's name begins with, else its directory's name; a view into `path`, empty
// where neither is one. Words that say what was exported ("ole", "rpc", "dcom", "export") are no
// hosts, alone or behind the host's name: "WS1-ole.reg" is WS1, "WS1/ole.reg" too, "ole.reg" is
// nobody's. A host has a letter in it: a date or an address is none.
struct bytes file_host(const char *path);

#endif
