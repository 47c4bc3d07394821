#include "check/private.h"

const check_group check_indicators = {NULL, 0};
