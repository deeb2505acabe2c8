#pragma once
// Typed 63-bit ids, ordered by time. Format (interfaces: values): 41 bits of milliseconds since 2024-01-01T00:00:00Z,
// 10 bits of node, 12 bits of counter. On the wire an id is a string of decimal digits.
#include <compare>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace qy {

/// Digits of a 63-bit positive number. Errors: invalid `id.malformed`.
Result<std::int64_t> parse_id_number(std::string_view text);

/// An id of one kind of thing: `using LotId = Id<struct LotTag>`. Zero means "none".
template <class Tag>
class Id {
 public:
    constexpr Id() = default;
    constexpr explicit Id(std::int64_t number) : number_(number) {}
    /// Errors: invalid `id.malformed`.
    static Result<Id> parse(std::string_view text) {
        QY_TRY(number, parse_id_number(text));
        return Id(number);
    }
    [[nodiscard]] constexpr std::int64_t number() const { return number_; }
    [[nodiscard]] constexpr bool is_none() const { return number_ == 0; }
    constexpr explicit operator bool() const { return number_ != 0; }
    [[nodiscard]] std::string to_string() const { return std::to_string(number_); }
    auto operator<=>(const Id&) const = default;

 private:
    std::int64_t number_ = 0;
};

/// Makes ids: strictly rising within one source, even when the clock steps back. Safe from any thread.
class IdSource {
 public:
    /// REQUIRES: node in [0, 1023], leased to this process alone.
    IdSource(const Clock& clock, int node);
    template <class AnyId>
    AnyId next() {
        return AnyId(next_number());
    }
    [[nodiscard]] std::int64_t next_number();

 private:
    const Clock& clock_;
    const int node_;
    std::mutex mutex_;
    std::int64_t last_tick_ = 0;  // milliseconds and counter, without the node
};

}  // namespace qy

template <class Tag>
struct std::hash<qy::Id<Tag>> {
    std::size_t operator()(const qy::Id<Tag>& id) const noexcept { return std::hash<std::int64_t>{}(id.number()); }
};
