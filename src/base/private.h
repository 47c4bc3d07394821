// What the files of base/ share.
#ifndef ZIPING_BASE_PRIVATE_H
#define ZIPING_BASE_PRIVATE_H

// Removes the temporary files being written, so that no half file outlives the process.
void files_abandon(void);

#endif
