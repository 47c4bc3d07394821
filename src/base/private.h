// What the files of base/ share.
#ifndef ZIPING_BASE_PRIVATE_H
#define ZIPING_BASE_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// Removes the temporary files and folders being written, so that nothing half outlives the process.
void files_abandon(void);

// What is said when memory runs out: translated before, as that may want memory.
void memory_translate(void);

// Tells files_abandon of one, and that it is one no more. The path stays the caller's; slot -1:
// there was no place left, and files_abandon does not know it.
int files_enter(char *temporary);
void files_leave(int slot);
bool files_write_all(int file, const char *data, size_t size); // errno says why not
// What the umask leaves of a mode, for what was made by mkstemp or mkdtemp.
mode_t files_usual_mode(mode_t mode);

// These take no memory: there may be none left. errno says why not.
bool tree_remove(const char *path); // a folder with all in it; one that is gone is fine
bool tree_remove_at(int parent, int folder, const char *name); // the same, open already
bool tree_sync(int folder); // all its files and folders are on the disk

#endif
