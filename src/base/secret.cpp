#include "base/secret.h"

#include <string.h>  // explicit_bzero is not in <cstring>'s namespace std

namespace qy {

void wipe(void* data, std::size_t size) {
    if (size != 0) {
        explicit_bzero(data, size);
    }
}

}  // namespace qy
