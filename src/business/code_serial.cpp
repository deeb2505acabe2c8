#include "code_access.h"

namespace qy::business {

Result<model::TraceCode> code_of_serial(const Services& services, int epoch, std::int64_t serial) {
    QY_TRY(cipher, cipher_of(services, epoch));
    return code_of(cipher, serial);
}

}  // namespace qy::business
