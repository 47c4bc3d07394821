#include "check/private.h"

const check_group check_structure = {NULL, 0};
