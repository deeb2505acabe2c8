#pragma once
// Secret<T>: a value that cannot be printed, logged, compared by accident or left in memory.
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace qy {

/// Overwrites memory in a way the compiler may not leave out.
void wipe(void* data, std::size_t size);

/// Holds a key, a password or an identity number. There is no formatter, no stream operator and no comparison: to use
/// it, say `expose()` at the place that needs it. T is a contiguous container (std::string, std::vector<std::byte> …).
template <class T>
class Secret {
 public:
    Secret() = default;
    explicit Secret(T value) : value_(std::move(value)) { scrub(value); }
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { other.clear(); }
    Secret& operator=(const Secret& other) {
        if (this != &other) {
            clear();
            value_ = other.value_;
        }
        return *this;
    }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            clear();
            value_ = std::move(other.value_);
            other.clear();
        }
        return *this;
    }
    ~Secret() { clear(); }

    [[nodiscard]] const T& expose() const { return value_; }

 private:
    // A short string keeps its bytes inside the object even after a move, and a container keeps bytes behind its end
    // after it shrank: so the whole capacity is written, not only what size() names.
    static void scrub(T& value) {
        if constexpr (requires { value.resize(value.capacity()); }) {
            value.resize(value.capacity());
        }
        wipe(value.data(), value.size() * sizeof(*value.data()));
        if constexpr (requires { value.clear(); }) {
            value.clear();
        }
    }
    void clear() { scrub(value_); }
    T value_{};
};

using SecretText = Secret<std::string>;

}  // namespace qy
