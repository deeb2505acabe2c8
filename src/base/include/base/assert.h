#pragma once
// QY_ASSERT: for what cannot happen. Kept in release builds: it prints the place and ends the program.

namespace qy {
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);
}  // namespace qy

#define QY_ASSERT(condition)                                        \
    do {                                                            \
        if (!(condition)) [[unlikely]] {                            \
            ::qy::assertion_failed(#condition, __FILE__, __LINE__); \
        }                                                           \
    } while (false)
