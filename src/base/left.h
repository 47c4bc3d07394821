// What stands beside a file or folder that is being written: for those that write them, and left.c,
// which sweeps it.
#ifndef ZIPING_BASE_LEFT_H
#define ZIPING_BASE_LEFT_H

#include "base/base.h"

// The temporary file or folder of out/NAME is out/.NAME.ziping-XXXXXX. A shorter mark could be that
// of a folder somebody made by hand (.NAME.backup), which must not be swept away.
#define LEFT_RANDOM "XXXXXX"
// Where a file system cannot exchange two names, the old folder stands here for the moment between
// two renames.
#define LEFT_REPLACED "replaced"
enum { LEFT_NAME_BYTES = 255 };

bool left_is_there(const char *path);
bool left_is_folder(const char *path); // and no link to one
zp_text left_above(const char *path);  // the folder it stands in, with its slash
int left_open_above(const char *path); // -1 and errno where it cannot be opened
// The path of something of ours beside `path`, for the caller to free. A long name is cut, so that
// ours fits too.
char *left_beside(const char *path, const char *ending);
// NFS, SMB and others know neither flag of renameat2: this is the errno of one that is unknown.
bool left_is_unknown(int error);
void left_sweep(const char *path); // what killed processes left beside it

#endif
