#pragma once
// The fixture of the storage suite: each test runs on every backend, on an empty store with the program's schema.
#include <gtest/gtest.h>

#include "storage/testing/temp_store.h"

namespace qy::storage::testing {

class BackendTest : public ::testing::TestWithParam<Backend> {
 protected:
    /// The error code of a result, "ok" when it succeeded.
    template <class T>
    static std::string code_of(const Result<T>& result) {
        return result.ok() ? "ok" : result.error().code;
    }
    /// Runs `work(writer)` in a transaction of its own.
    template <class Work>
    auto write(Work work) {
        return store_->write(work);
    }
    /// Runs `work(reader)` with a snapshot of its own.
    template <class Work>
    auto read(Work work) {
        return store_->read(work);
    }
    TempStore store_{GetParam()};
};

}  // namespace qy::storage::testing

/// After the tests of a fixture derived from BackendTest.
#define QY_ON_EVERY_BACKEND(Fixture)                                                                  \
    INSTANTIATE_TEST_SUITE_P(Backends, Fixture, ::testing::ValuesIn(qy::storage::testing::kBackends), \
                             [](const auto& row) { return std::string(to_string(row.param)); })
