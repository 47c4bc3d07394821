#include "check/private.h"

const check_group check_base_data = {NULL, 0};
