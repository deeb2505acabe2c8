#pragma once
// Result<T>: a value or an Error, and the two macros that pass an Error on.
#include <tl/expected.hpp>

#include "base/assert.h"
#include "base/error.h"

namespace qy {

/// What may fail returns a Result; it cannot be ignored. Built from a T or from an Error.
/// `value()` and `operator*` REQUIRE ok(); reading a failed result ends the program.
template <class T = void>
class [[nodiscard]] Result {
 public:
    Result(T value) : held_(std::move(value)) {}  // NOLINT(google-explicit-constructor): `return value;`
    Result(Error error) : held_(tl::unexpect, std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const { return held_.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] T& value() & {
        QY_ASSERT(ok());
        return *held_;
    }
    [[nodiscard]] const T& value() const& {
        QY_ASSERT(ok());
        return *held_;
    }
    /// By value, so that `for (auto& x : *f())` reads what still lives.
    [[nodiscard]] T value() && {
        QY_ASSERT(ok());
        return *std::move(held_);
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    [[nodiscard]] const Error& error() const& {
        QY_ASSERT(!ok());
        return held_.error();
    }
    [[nodiscard]] Error&& error() && {
        QY_ASSERT(!ok());
        return std::move(held_).error();
    }
    [[nodiscard]] T value_or(T other) const { return ok() ? *held_ : std::move(other); }

 private:
    tl::expected<T, Error> held_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
    Result() = default;
    Result(Error error) : held_(tl::unexpect, std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const { return held_.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const& {
        QY_ASSERT(!ok());
        return held_.error();
    }
    [[nodiscard]] Error&& error() && {
        QY_ASSERT(!ok());
        return std::move(held_).error();
    }

 private:
    tl::expected<void, Error> held_;
};

}  // namespace qy

#define QY_JOIN_INNER(a, b) a##b
#define QY_JOIN(a, b) QY_JOIN_INNER(a, b)

/// QY_TRY(name, expression): declares `name` with the value, or returns the error from this function.
#define QY_TRY(name, ...)                                        \
    auto QY_JOIN(qy_result_, __LINE__) = (__VA_ARGS__);          \
    if (!QY_JOIN(qy_result_, __LINE__).ok()) {                   \
        return std::move(QY_JOIN(qy_result_, __LINE__)).error(); \
    }                                                            \
    auto name = std::move(QY_JOIN(qy_result_, __LINE__)).value()

/// QY_CHECK(expression): for a Result<void>; returns its error from this function.
#define QY_CHECK(...)                                            \
    do {                                                         \
        if (auto qy_checked = (__VA_ARGS__); !qy_checked.ok()) { \
            return std::move(qy_checked).error();                \
        }                                                        \
    } while (false)
