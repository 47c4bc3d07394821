#include "check/private.h"

const check_group check_between = {NULL, 0};
