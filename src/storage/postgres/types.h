#pragma once
// The types of the server that the port uses, by their fixed numbers in its catalogue, and numbers in network order.
#include <libpq-fe.h>

#include <cstddef>
#include <cstdint>

namespace qy::storage::pg {

inline constexpr Oid kBool = 16;
inline constexpr Oid kBytea = 17;
inline constexpr Oid kName = 19;
inline constexpr Oid kInt8 = 20;
inline constexpr Oid kInt2 = 21;
inline constexpr Oid kInt4 = 23;
inline constexpr Oid kText = 25;
inline constexpr Oid kVarchar = 1043;
inline constexpr Oid kTextArray = 1009;
inline constexpr Oid kInt8Array = 1016;

/// Writes the low `size` bytes of `number`, highest first.
inline void put_number(char* place, std::int64_t number, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
        place[size - 1 - i] = static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i));
    }
}

/// The signed number of `size` bytes, highest first.
inline std::int64_t get_number(const char* place, std::size_t size) {
    std::uint64_t number = (static_cast<unsigned char>(place[0]) & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
    for (std::size_t i = 0; i < size; ++i) number = number << 8U | static_cast<unsigned char>(place[i]);
    return static_cast<std::int64_t>(number);
}

}  // namespace qy::storage::pg
