#include "check/private.h"

const check_group check_text = {NULL, 0};
