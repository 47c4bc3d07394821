// Folders that appear whole.
#include "base/base.h"
