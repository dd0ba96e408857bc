/* What libbz2 calls, built without stdio, when it finds a bug in itself. */
#include <stdlib.h>

void bz_internal_error(int code) {
  (void)code;
  abort();
}
